package io.commonweight.trainer.command;

import io.commonweight.trainer.evaluate.RecordedSuite;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prepares recordings of real robots. */
@Command(
    name = "recordings",
    description = "Recordings of real robots.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public class RecordingsCommand {

  @Command(
      name = "split",
      description = {
        "Splits recordings among organizations, without the episodes that test.",
        "Sub-folders that are datasets are organizations. If the folder is itself a dataset,",
        "its tasks are dealt to --orgs organizations two by two and the rest is novel."
      },
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  commonweight node recordings split --data lerobot_v3 --out data")
  int split(
      @Option(names = "--data", required = true, description = "The recordings.") Path source,
      @Option(names = "--out", required = true, description = "The folder to write.") Path folder,
      @Option(names = "--orgs", defaultValue = "4", description = "How many organizations.")
          int organizations,
      @Option(names = "--json", description = "Print the result as JSON.") boolean isJson)
      throws IOException {
    RecordedSuite suite = new DataFolder(folder).writeRecorded(source, organizations);
    Output.print(isJson, new Written(folder.toString(), suite.organizations()));
    return 0;
  }
}
