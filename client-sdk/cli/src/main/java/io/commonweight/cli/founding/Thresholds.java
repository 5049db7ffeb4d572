package io.commonweight.cli.founding;

import io.commonweight.sdk.statement.Charter.Threshold;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How many must agree, and what that is meant to survive. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Thresholds {
  @Option(
      names = "--faults",
      paramLabel = "F",
      description = "How many organizations may lie (default: a third of all but one).")
  private Optional<Integer> faults;

  @Option(
      names = "--required",
      paramLabel = "K",
      description = "How many organizations must agree (default: the fewest for the faults).")
  private Optional<Integer> required;

  @Option(
      names = "--witness-faults",
      paramLabel = "F",
      description = "How many witnesses may lie (default: a third of all but one).")
  private Optional<Integer> witnessFaults;

  @Option(
      names = "--witness-required",
      paramLabel = "K",
      description = "How many witnesses must cosign (default: the fewest for the faults).")
  private Optional<Integer> witnessRequired;

  /** Whether any was given for organizations. */
  boolean areOrganizationsGiven() {
    return faults.isPresent() || required.isPresent();
  }

  /** Whether any was given for witnesses. */
  boolean areWitnessesGiven() {
    return witnessFaults.isPresent() || witnessRequired.isPresent();
  }

  /** That of so many organizations; the charter refuses a weak one. */
  Threshold organizations(int parties) {
    return threshold(parties, faults, required);
  }

  /** That of so many witnesses; the charter refuses a weak one. */
  Threshold witnesses(int parties) {
    return threshold(parties, witnessFaults, witnessRequired);
  }

  private static Threshold threshold(
      int parties, Optional<Integer> faults, Optional<Integer> required) {
    if (faults.isEmpty() && required.isEmpty()) {
      return Threshold.of(parties);
    }
    // k agreeing of n survive 2k − n − 1 that lie, and f are survived from ⌊(n+f)/2⌋ + 1 on.
    int lying = faults.orElseGet(() -> Math.max(0, 2 * required.orElseThrow() - parties - 1));
    return new Threshold(lying, required.orElse((parties + lying) / 2 + 1));
  }
}
