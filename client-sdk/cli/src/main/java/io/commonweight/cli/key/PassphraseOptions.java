package io.commonweight.cli.key;

import io.commonweight.sdk.identity.Passphrase;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a command that reads private keys takes their passphrase from. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PassphraseOptions {
  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      description =
          "A file whose one line is the passphrase of the keys"
              + " (default: $COMMONWEIGHT_PASSPHRASE, else you are asked).")
  private Optional<Path> file;

  private Optional<Passphrase> asked = Optional.empty();

  /** The passphrase, which is read when a key needs it; a person is asked once a command. */
  public Passphrase passphrase() {
    if (asked.isEmpty()) {
      asked = Optional.of(Passphrase.of(file, System.getenv()).askedOnce());
    }
    return asked.get();
  }
}
