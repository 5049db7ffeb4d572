package io.commonweight.trainer.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.commonweight.trainer.evaluate.Comparison;
import io.commonweight.trainer.evaluate.Evaluation;
import io.commonweight.trainer.evaluate.Suite;
import io.commonweight.trainer.site.PolicyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares a federation's policy with the baselines, in closed loop. */
@Command(
    name = "evaluate",
    description = "Plays all test episodes with every policy and writes the success rates.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = {
      "  commonweight node evaluate --data=data --base=release-0 --baselines=baselines \\",
      "    --federated=release-20 --out=evaluation.json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public class EvaluateCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  @Option(
      names = "--suite",
      defaultValue = "tabletop",
      description = "Which: ${COMPLETION-CANDIDATES}.")
  SuiteName name;

  @Option(names = "--data", required = true, description = "Folder of the organizations' data.")
  Path data;

  @Option(names = "--base", required = true, description = "Folder of release 0.")
  Path base;

  @Option(names = "--baselines", required = true, description = "Folder of the baselines.")
  Path baselines;

  @Option(
      names = "--federated",
      required = true,
      description = "Weights of the federation's policy, or a folder with model.safetensors.")
  Path federated;

  @Option(names = "--out", required = true, description = "The JSON file to write.")
  Path out;

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean isJson;

  @Override
  public Integer call() throws IOException {
    Suite suite = new DataFolder(data).suite(name);
    Path config = base.resolve(PolicyFolder.CONFIG);
    Path weights =
        Files.isDirectory(federated) ? federated.resolve(PolicyFolder.WEIGHTS) : federated;
    var files = new BaselineFiles(baselines);
    Evaluation evaluation =
        new Comparison(
                PolicyFolder.read(base.resolve(PolicyFolder.WEIGHTS), config),
                files.locals(suite.organizations(), config),
                PolicyFolder.read(weights, config),
                files.central(config))
            .on(suite);
    Files.write(out, JSON.writeValueAsBytes(evaluation));
    Output.print(isJson, evaluation);
    return 0;
  }
}
