package io.commonweight.trainer.command;

import io.commonweight.trainer.gate.Protection;
import io.commonweight.trainer.ledger.Budget;
import io.commonweight.trainer.site.SiteSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How updates are protected: with all four numbers, or not at all. */
public class PrivacyOptions {
  static final String LEDGER = "privacy.jsonl";

  @Option(
      names = "--privacy-noise-multiplier",
      description = {
        "Noise on each update before it leaves:",
        "its standard deviation over the clip. Needs",
        "the clip, epsilon and delta as well."
      })
  Optional<BigDecimal> noiseMultiplier = Optional.empty();

  @Option(
      names = "--privacy-clip",
      description = {
        "The most an update may be long before",
        "the noise, in units of the weights."
      })
  Optional<BigDecimal> clip = Optional.empty();

  @Option(
      names = "--privacy-epsilon",
      description = {
        "What all updates in the ledger may cost",
        "together; then none leaves any more."
      })
  Optional<Double> epsilon = Optional.empty();

  @Option(names = "--privacy-delta", description = "The delta at which epsilon is meant.")
  Optional<Double> delta = Optional.empty();

  @Option(
      names = "--privacy-ledger",
      description = {
        "File of what was spent, the same for every",
        "node that trains on these recordings",
        "(default: privacy.jsonl below --state)."
      })
  Optional<Path> ledger = Optional.empty();

  /**
   * The protection that was asked for.
   *
   * @param state the node's own memory
   * @throws IllegalArgumentException if only a part of it was given
   */
  Optional<SiteSettings.Privacy> privacy(Path state) {
    boolean isWanted = noiseMultiplier.isPresent();
    if (clip.isPresent() != isWanted
        || epsilon.isPresent() != isWanted
        || delta.isPresent() != isWanted
        || (ledger.isPresent() && !isWanted)) {
      throw new IllegalArgumentException(
          "Protection needs all of --privacy-noise-multiplier, --privacy-clip, --privacy-epsilon"
              + " and --privacy-delta: give them, or none of them");
    }
    return noiseMultiplier.map(
        multiplier ->
            new SiteSettings.Privacy(
                new Protection(multiplier, clip.orElseThrow()),
                new Budget(epsilon.orElseThrow(), delta.orElseThrow()),
                ledger.orElseGet(() -> state.resolve(LEDGER))));
  }
}
