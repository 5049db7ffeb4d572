package io.commonweight.demo;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code commonweight demo}. */
final class DemoOptions {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "Where everything is kept; must not exist. Default: a new folder under target/demo.")
  private @Nullable Path directory;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = {
        "Undisturbed rounds, at least 5. Three disturbed ones follow.",
        "Default: 17 of the simulator, 57 shorter ones of recordings."
      })
  private @Nullable Integer rounds;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "1",
      description = "Trainer nodes of each organization (default: ${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Real recordings instead of the simulator: a folder of LeRobotDatasets, or one.")
  private @Nullable Path data;

  @Option(
      names = "--orgs",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "With --data DIR being one dataset: into how many organizations its tasks are split (default: ${DEFAULT-VALUE}).")
  private int organizations;

  @Option(names = "--keep", description = "Leave everything running and print the addresses.")
  private boolean keep;

  @Option(names = "--json", description = "Print the report as one line on standard output.")
  private boolean json;

  Optional<Path> directory() {
    return Optional.ofNullable(directory);
  }

  Optional<Integer> rounds() {
    return Optional.ofNullable(rounds);
  }

  int nodes() {
    return nodes;
  }

  Optional<Path> data() {
    return Optional.ofNullable(data);
  }

  int organizations() {
    return organizations;
  }

  boolean isKept() {
    return keep;
  }

  boolean isJson() {
    return json;
  }
}
