package io.commonweight.trainer.command;

import io.commonweight.trainer.evaluate.Suite;
import io.commonweight.trainer.site.PolicyFolder;
import io.commonweight.trainer.train.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the policy that a federation starts from. */
@Command(
    name = "pretrain",
    description = "Writes the policy that a federation starts from, release 0.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  commonweight node pretrain --suite=tabletop --data=data --out=release-0")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public class PretrainCommand implements Callable<Integer> {
  @Option(
      names = "--suite",
      defaultValue = "tabletop",
      description = "Which: ${COMPLETION-CANDIDATES}.")
  SuiteName name;

  @Option(names = "--data", required = true, description = "Folder of the organizations' data.")
  Path data;

  @Option(names = "--out", required = true, description = "The folder to write.")
  Path out;

  @Option(names = "--seed", defaultValue = "1", description = "Of the initializer.")
  long seed;

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean isJson;

  @Override
  public Integer call() throws IOException, TrainingException {
    Suite suite = new DataFolder(data).suite(name);
    PolicyFolder.write(out, suite.releaseZero(seed), suite.embodiment());
    Output.print(
        isJson,
        new Written(
            out.toString(),
            List.of(PolicyFolder.WEIGHTS, PolicyFolder.CONFIG, PolicyFolder.EMBODIMENT)));
    return 0;
  }
}
