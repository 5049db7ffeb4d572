package io.commonweight.trainer.command;

import io.commonweight.trainer.tabletop.TabletopSuite;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the data of the demo. */
@Command(
    name = "tabletop",
    description = "The simulated tabletop.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public class TabletopCommand {

  @Command(
      name = "generate",
      description = "Writes each organization's demonstrations as a LeRobotDataset v3.0.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  commonweight node tabletop generate --dir data")
  int generate(
      @Option(names = "--dir", required = true, description = "The folder to write.") Path folder,
      @Option(names = "--seed", defaultValue = "1", description = "Of everything drawn.") long seed,
      @Option(names = "--json", description = "Print the result as JSON.") boolean isJson)
      throws IOException {
    TabletopSuite suite = new DataFolder(folder).writeTabletop(seed);
    Output.print(isJson, new Written(folder.toString(), suite.organizations()));
    return 0;
  }
}
