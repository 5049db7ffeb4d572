package io.commonweight.registry.federation;

import io.commonweight.registry.federation.FederationsConfig.FederationConfig;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.sdk.identity.Passphrase;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.CosignerVerifyingKey;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A federation as this registry knows it.
 *
 * @param name its name
 * @param founding its first charter and that charter's keys, which the operator has pinned
 * @param sequencing how its log is continued
 */
public record Federation(String name, Founding founding, Sequencing sequencing) {

  /** Who gives entries their index. */
  public sealed interface Sequencing {}

  /**
   * This registry does.
   *
   * @param logKey the keys that sign checkpoints
   */
  public record Here(CosignerKey logKey) implements Sequencing {}

  /**
   * Another one does; this one mirrors.
   *
   * @param url where
   */
  public record Elsewhere(URI url) implements Sequencing {}

  /** The log's name, which its checkpoints carry. */
  public String origin() {
    return founding.charter().log().origin();
  }

  /** The keys that the log's checkpoints are verified with. */
  public CosignerVerifyingKey logKey() {
    return founding.logKeys();
  }

  /** Which of the federation's logs it is, counted from 1. */
  public int epoch() {
    return founding.charter().log().epoch();
  }

  /** Under what name the log is stored: one federation has a log for each epoch. */
  public String logName() {
    return name + "." + epoch();
  }

  /**
   * Loads what the configuration names.
   *
   * @param passphrase of key files that are encrypted
   * @throws IOException if a file is missing or wrong; the message names the setting
   */
  static Federation load(String name, FederationConfig config, Passphrase passphrase)
      throws IOException {
    String prefix = "commonweight.federations." + name;
    Founding founding = Founding.load(config.directory());
    if (!founding.charter().federation().equals(name)) {
      throw new IOException(
          "%s.directory holds the charter of '%s'"
              .formatted(prefix, founding.charter().federation()));
    }
    if (founding.charter().version() != 1) {
      throw new IOException(
          "%s.directory holds charter %d: a log is read from its first entry on, give charter 1"
              .formatted(prefix, founding.charter().version()));
    }
    return new Federation(name, founding, sequencing(prefix, founding, config, passphrase));
  }

  private static Sequencing sequencing(
      String prefix, Founding founding, FederationConfig config, Passphrase passphrase)
      throws IOException {
    Optional<URI> origin = config.originUrl();
    if (config.logKeyFile().isPresent() == origin.isPresent()) {
      throw new IOException(
          "give either %s.log-key-file (this registry sequences) or %s.origin-url (it mirrors)"
              .formatted(prefix, prefix));
    }
    if (origin.isPresent()) {
      return new Elsewhere(origin.get());
    }
    List<SigningKey> keys =
        KeyFile.load(config.logKeyFile().orElseThrow(), passphrase)
            .keys(Algorithm.ED25519, Algorithm.ML_DSA_44);
    var key = new CosignerKey(founding.charter().log().origin(), keys.getFirst(), keys.getLast());
    if (!key.verifyingKey().equals(founding.logKeys())) {
      throw new IOException(
          "%s.log-key-file holds keys %s, the charter names %s"
              .formatted(prefix, key, founding.logKeys()));
    }
    return new Here(key);
  }
}
