package io.commonweight.trainer.command;

import io.commonweight.trainer.evaluate.Baselines;
import io.commonweight.trainer.evaluate.Suite;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.site.PolicyFolder;
import io.commonweight.trainer.train.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains what a federation is compared with. */
@Command(
    name = "baselines",
    description = "Trains one policy per organization alone and one on all data pooled.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExample:%n",
    footer = "  commonweight node baselines --data=data --base=release-0 --out=baselines")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public class BaselinesCommand implements Callable<Integer> {
  @Option(names = "--data", required = true, description = "Folder of the organizations' data.")
  Path data;

  @Option(names = "--base", required = true, description = "Folder of release 0.")
  Path base;

  @Option(names = "--out", required = true, description = "The folder to write.")
  Path out;

  @Option(names = "--seed", defaultValue = "1", description = "Of batches and noise.")
  long seed;

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean isJson;

  @Mixin RecipeOptions recipe;

  @Option(
      names = "--part",
      defaultValue = "both",
      description = "Train only these: ${COMPLETION-CANDIDATES}.")
  Part part;

  @Spec CommandSpec spec;

  /** What is trained in this process. */
  enum Part {
    locals,
    central,
    both
  }

  @Override
  public Integer call() throws IOException, InterruptedException, TrainingException {
    switch (part) {
      case locals -> files().writeLocals(baselines().locals());
      case central -> files().writeCentral(baselines().central());
      case both -> {
        List<String> again = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
        again.addAll(List.of("--part", Part.central.name()));
        try (Twin central = Twin.start(withName(again))) {
          files().writeLocals(baselines().locals());
          central.join();
        }
      }
    }
    Output.print(isJson, new Written(out.toString(), suite().organizations()));
    return 0;
  }

  private BaselineFiles files() {
    return new BaselineFiles(out);
  }

  private Suite suite() throws IOException {
    return new DataFolder(data).suite(recipe.suite);
  }

  private Baselines baselines() throws IOException {
    Policy start =
        PolicyFolder.read(base.resolve(PolicyFolder.WEIGHTS), base.resolve(PolicyFolder.CONFIG));
    return new Baselines(suite(), recipe.recipe(), start, seed);
  }

  private static List<String> withName(List<String> arguments) {
    return arguments.getFirst().equals("baselines")
        ? arguments
        : Stream.concat(Stream.of("baselines"), arguments.stream()).toList();
  }
}
