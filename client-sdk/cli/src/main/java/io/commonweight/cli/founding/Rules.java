package io.commonweight.cli.founding;

import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Charter;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The numbers of a charter that have defaults. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Rules {
  private static final int VALUE_BITS = 24;
  private static final BigInteger DEFAULT_NORM = BigInteger.valueOf(100);

  @Option(
      names = "--scale-bits",
      defaultValue = "20",
      paramLabel = "S",
      description = "Updates are integers in units of 2^-S (default ${DEFAULT-VALUE}).")
  private int scaleBits;

  @Option(
      names = "--norm-bound",
      paramLabel = "N",
      description =
          "The largest sum of squares of an accepted update, in units of 4^-S"
              + " (default: that of a delta of Euclidean length 100).")
  private Optional<BigInteger> normBound;

  @Option(
      names = "--node-cap",
      defaultValue = "10000",
      paramLabel = "FRAMES",
      description = "The most weight of one node's update (default ${DEFAULT-VALUE}).")
  private long nodeCap;

  @Option(
      names = "--organization-cap",
      defaultValue = "10000",
      paramLabel = "FRAMES",
      description = "The most weight of one organization's updates (default ${DEFAULT-VALUE}).")
  private long organizationCap;

  @Option(
      names = "--max-update-bytes",
      defaultValue = "67108864",
      paramLabel = "BYTES",
      description = "The largest update (default ${DEFAULT-VALUE}).")
  private long maxUpdateBytes;

  @Option(
      names = "--min-updates",
      paramLabel = "N",
      description = "Fewest updates at which the deadline closes a round (default: the quorum).")
  private Optional<Integer> minUpdates;

  @Option(
      names = "--deadline",
      defaultValue = "PT10M",
      paramLabel = "DURATION",
      description = "How long a round waits for all nodes (default ${DEFAULT-VALUE}).")
  private Duration deadline;

  @Option(
      names = "--statements-per-node",
      defaultValue = "4",
      paramLabel = "N",
      description = "The most statements of one node in a round (default ${DEFAULT-VALUE}).")
  private int statementsPerNode;

  Charter.Aggregation aggregation() {
    BigInteger unit = BigInteger.TWO.pow(Math.clamp(scaleBits, 0, 40));
    BigInteger bound = normBound.orElseGet(() -> DEFAULT_NORM.multiply(unit).pow(2));
    return new Charter.Aggregation(
        new Sha256(Dagg1.SPEC_ID),
        scaleBits,
        VALUE_BITS,
        bound.toString(),
        nodeCap,
        organizationCap,
        maxUpdateBytes);
  }

  /**
   * @param quorum the default of the fewest updates
   */
  Charter.Rounds rounds(int quorum) {
    return new Charter.Rounds(minUpdates.orElse(quorum), deadline.toSeconds(), statementsPerNode);
  }
}
