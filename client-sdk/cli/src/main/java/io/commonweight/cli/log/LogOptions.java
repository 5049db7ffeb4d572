package io.commonweight.cli.log;

import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.trust.ConfigFolder;
import io.commonweight.cli.trust.TrustStore;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.registry.RegistryClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which federation's log a command is about, where it lies, and whom to believe. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class LogOptions {
  @ArgGroup(multiplicity = "1")
  private Anchor anchor;

  @Mixin private ConfigFolder config;

  @Option(
      names = "--registry",
      required = true,
      paramLabel = "URL",
      description = "The registry to ask, and to send statements to.")
  private URI registry;

  /** What the log is verified with. */
  static final class Anchor {
    @Option(
        names = "--founding",
        required = true,
        paramLabel = "DIR",
        description = "The founding documents: charter.json of version 1 and keys.json.")
    private Optional<Path> founding = Optional.empty();

    @Option(
        names = "--federation",
        required = true,
        paramLabel = "F",
        description = "A federation whose charter of version 1 was pinned with 'trust add'.")
    private Optional<String> federation = Optional.empty();
  }

  /** The registry. */
  public RegistryClient client() {
    return new RegistryClient(registry);
  }

  /** The log, as yet unread. */
  public FollowedLog follow(RegistryClient client, Clock clock)
      throws IOException, CommandException {
    return new FollowedLog(client, founding(), clock);
  }

  /**
   * The documents that the log begins with.
   *
   * @throws CommandException if they are not there, or are those of a later version
   */
  public Founding founding() throws IOException, CommandException {
    Founding documents =
        anchor.founding.isPresent() ? Founding.load(anchor.founding.get()) : pinned();
    if (documents.charter().version() != 1) {
      throw new CommandException(
          "a log is verified from its beginning: give the documents of charter 1, not %d, with --founding"
              .formatted(documents.charter().version()));
    }
    return documents;
  }

  private Founding pinned() throws IOException, CommandException {
    String federation = anchor.federation.orElseThrow();
    return new TrustStore(config.path())
        .find(federation)
        .orElseThrow(
            () ->
                new CommandException(
                    "no charter of %s is pinned: give --founding, or run 'commonweight trust add %s'"
                        .formatted(federation, federation)));
  }
}
