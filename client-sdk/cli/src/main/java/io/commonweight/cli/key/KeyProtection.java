package io.commonweight.cli.key;

import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.sdk.identity.Passphrase;
import io.commonweight.sdk.identity.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command that makes private keys keeps them. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeyProtection {
  @Mixin private PassphraseOptions options;

  @Option(
      names = "--no-passphrase",
      description = "Keep new keys in the clear: for keys that are thrown away soon.")
  private boolean isInTheClear;

  /** The passphrase of keys that are there already. */
  Passphrase passphrase() {
    return options.passphrase();
  }

  /** Keeps keys in a new file. */
  void store(Path file, List<SigningKey> keys) throws IOException {
    if (isInTheClear) {
      KeyFile.storeUnencrypted(file, keys);
    } else {
      KeyFile.store(file, keys, passphrase());
    }
  }
}
