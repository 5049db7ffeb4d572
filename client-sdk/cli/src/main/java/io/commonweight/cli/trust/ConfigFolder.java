package io.commonweight.cli.trust;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a person's pins are kept. */
public final class ConfigFolder {
  @Option(
      names = "--config",
      paramLabel = "DIR",
      description =
          "Where pins and what was seen before are kept (default: $COMMONWEIGHT_CONFIG, or commonweight in"
              + " $XDG_CONFIG_HOME or ~/.config).")
  private Optional<Path> folder = Optional.empty();

  /** The folder; it may not be there yet. */
  public Path path() {
    return folder.or(() -> environment("COMMONWEIGHT_CONFIG")).orElseGet(ConfigFolder::standard);
  }

  /** As the XDG Base Directory Specification has it. */
  private static Path standard() {
    return environment("XDG_CONFIG_HOME")
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config"))
        .resolve("commonweight");
  }

  private static Optional<Path> environment(String name) {
    return Optional.ofNullable(System.getenv(name)).filter(s -> !s.isBlank()).map(Path::of);
  }
}
