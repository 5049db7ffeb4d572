package io.commonweight.registry.federation;

import io.commonweight.registry.federation.FederationsConfig.FederationConfig;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.log.NoteKey;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * A federation as this registry knows it.
 *
 * @param name its name
 * @param founding its charter and keys
 * @param sequencing how its log is continued
 */
public record Federation(String name, Founding founding, Sequencing sequencing) {

  /** Who gives entries their index. */
  public sealed interface Sequencing {}

  /**
   * This registry does.
   *
   * @param logKey the key that signs checkpoints
   */
  public record Here(SigningKey logKey) implements Sequencing {}

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

  /** The key that the log's checkpoints are verified with. */
  public NoteKey logKey() {
    return new NoteKey(origin(), founding.logKey());
  }

  /** Under what name the log is stored: one federation has a log for each epoch. */
  public String logName() {
    return name + "." + founding.charter().log().epoch();
  }

  /**
   * Loads what the configuration names.
   *
   * @throws IOException if a file is missing or wrong; the message names the setting
   */
  static Federation load(String name, FederationConfig config) throws IOException {
    String prefix = "commonweight.federations." + name;
    Founding founding = Founding.load(config.directory());
    if (!founding.charter().federation().equals(name)) {
      throw new IOException(
          "%s.directory holds the charter of '%s'"
              .formatted(prefix, founding.charter().federation()));
    }
    return new Federation(name, founding, sequencing(prefix, founding, config));
  }

  private static Sequencing sequencing(String prefix, Founding founding, FederationConfig config)
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
    SigningKey key = SigningKey.load(config.logKeyFile().orElseThrow());
    if (!key.fingerprint().equals(founding.charter().log().key())) {
      throw new IOException(
          "%s.log-key-file holds key %s, the charter names %s"
              .formatted(prefix, key.fingerprint(), founding.charter().log().key()));
    }
    return new Here(key);
  }
}
