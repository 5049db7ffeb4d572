package io.commonweight.registry.federation;

import io.commonweight.registry.federation.FederationsConfig.FederationConfig;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.sdk.identity.Passphrase;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.CosignerVerifyingKey;
import io.commonweight.sdk.statement.Charter.Cut;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One log of a federation as this registry knows it.
 *
 * @param name the federation's name
 * @param founding its first charter and that charter's keys, which the operator has pinned
 * @param moves the charters that moved the federation to another log, with their keys: the last of
 *     them to this one; none if it was founded in it
 * @param sequencing how its log is continued
 */
public record Federation(
    String name, Founding founding, List<Founding> moves, Sequencing sequencing) {

  /** Copies the list. */
  public Federation {
    moves = List.copyOf(moves);
  }

  /** The log a federation was founded in. */
  public Federation(String name, Founding founding, Sequencing sequencing) {
    this(name, founding, List.of(), sequencing);
  }

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

  /**
   * Nobody does any more: the federation goes on in another log.
   *
   * @param cut what of this one counts
   */
  public record Left(Cut cut) implements Sequencing {}

  /** The log before this one, as far as it counts. */
  public Optional<Federation> before() {
    return naming()
        .charter()
        .log()
        .after()
        .map(
            cut ->
                new Federation(name, founding, moves.subList(0, moves.size() - 1), new Left(cut)));
  }

  /** The charter that names this log: once it is ratified, in this very log. */
  public Founding naming() {
    return moves.isEmpty() ? founding : moves.getLast();
  }

  /** The log's name, which its checkpoints carry. */
  public String origin() {
    return naming().charter().log().origin();
  }

  /** The keys that the log's checkpoints are verified with. */
  public CosignerVerifyingKey logKey() {
    return naming().logKeys();
  }

  /** Which of the federation's logs it is, counted from 1. */
  public int epoch() {
    return naming().charter().log().epoch();
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
    List<Founding> moves = moves(prefix, name, config);
    Founding naming = moves.isEmpty() ? founding : moves.getLast();
    return new Federation(name, founding, moves, sequencing(prefix, naming, config, passphrase));
  }

  private static List<Founding> moves(String prefix, String name, FederationConfig config)
      throws IOException {
    List<Founding> moves = new ArrayList<>();
    for (Path directory : config.moves().orElse(List.of())) {
      Founding move = Founding.load(directory);
      int epoch = moves.size() + 2;
      if (!move.charter().federation().equals(name) || move.charter().log().epoch() != epoch) {
        throw new IOException(
            "%s.moves: %s holds a charter of '%s' in its log %d, the one that moves '%s' to its log %d belongs there"
                .formatted(
                    prefix,
                    directory,
                    move.charter().federation(),
                    move.charter().log().epoch(),
                    name,
                    epoch));
      }
      moves.add(move);
    }
    return moves;
  }

  private static Sequencing sequencing(
      String prefix, Founding naming, FederationConfig config, Passphrase passphrase)
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
    var key = new CosignerKey(naming.charter().log().origin(), keys.getFirst(), keys.getLast());
    if (!key.verifyingKey().equals(naming.logKeys())) {
      throw new IOException(
          "%s.log-key-file holds keys %s, the charter names %s"
              .formatted(prefix, key, naming.logKeys()));
    }
    return new Here(key);
  }
}
