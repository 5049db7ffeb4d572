package io.commonweight.trainer.site;

import io.commonweight.trainer.gate.Protection;
import io.commonweight.trainer.ledger.Budget;
import io.commonweight.trainer.train.Recipe;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a site is told by its owner.
 *
 * @param registry the one registry it talks to
 * @param founding folder of {@code charter.json} and {@code keys.json}, compared out of band
 * @param organization whose site it is
 * @param key file of the node's private key
 * @param passphrase file of what the key is encrypted with; absent: the environment or the terminal
 * @param data folder of the recordings, a LeRobotDataset v3.0
 * @param state folder of its own memory, used by no other node
 * @param recipe how it trains
 * @param lastRound the number of the last round that it takes part in; empty for no end
 * @param validation how it tries the base of each round, if it does
 * @param privacy how its updates are protected, if they are
 */
public record SiteSettings(
    URI registry,
    Path founding,
    String organization,
    Path key,
    Optional<Path> passphrase,
    Path data,
    Path state,
    Recipe recipe,
    OptionalInt lastRound,
    Optional<Validation> validation,
    Optional<Privacy> privacy) {

  /**
   * Trials on the tabletop.
   *
   * @param seed of the suite
   * @param site whose skills, starts and goals are tried
   * @param trials how many, at least 1
   */
  public record Validation(long seed, String site, int trials) {}

  /**
   * Noise, and what may be spent of it.
   *
   * @param protection how much an update is clipped and blurred
   * @param budget what all updates in the ledger may give away together
   * @param ledger the file of what was spent; the same for all nodes that train on the recordings
   */
  public record Privacy(Protection protection, Budget budget, Path ledger) {}
}
