package io.commonweight.trainer.site;

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
    Optional<Validation> validation) {

  /**
   * Trials on the tabletop.
   *
   * @param seed of the suite
   * @param site whose skills, starts and goals are tried
   * @param trials how many, at least 1
   */
  public record Validation(long seed, String site, int trials) {}
}
