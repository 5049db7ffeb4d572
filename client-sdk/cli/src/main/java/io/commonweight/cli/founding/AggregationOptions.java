package io.commonweight.cli.founding;

import io.commonweight.cli.report.CommandException;
import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Charter.Aggregation;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.RoundOpen.Scale;
import io.commonweight.sdk.statement.Rule;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a charter says of aggregation, but for the rule. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class AggregationOptions {
  private static final BigInteger DEFAULT_NORM = BigInteger.valueOf(100);
  private static final long DEFAULT_CAP = 10_000;
  private static final long DEFAULT_UPDATE_BYTES = 1 << 26;

  @Option(
      names = "--encoding",
      paramLabel = "E",
      description =
          "How updates travel: ${COMPLETION-CANDIDATES} for 8, 16 or 24 bits of value"
              + " (initially I32).")
  private Optional<Encoding> encoding;

  @Option(
      names = "--scale-bits",
      paramLabel = "S",
      description = "Updates are integers in units of 2^-S (initially 8, 13 or 20 by encoding).")
  private Optional<Integer> scaleBits;

  @Option(
      names = "--tensor-scale",
      paramLabel = "TENSOR=S",
      description = "Another scale for one tensor; once for each. S itself ends it.")
  private Map<String, Integer> tensorScales = Map.of();

  @Option(
      names = "--norm-bound",
      paramLabel = "N",
      description =
          "The largest sum of squares of an accepted update, in units of 4^-S"
              + " (initially that of a delta of Euclidean length 100).")
  private Optional<BigInteger> normBound;

  @Option(
      names = "--node-cap",
      paramLabel = "FRAMES",
      description = "The most weight of one node's update (initially 10000).")
  private Optional<Long> nodeCap;

  @Option(
      names = "--organization-cap",
      paramLabel = "FRAMES",
      description = "The most weight of one organization's updates (initially 10000).")
  private Optional<Long> organizationCap;

  @Option(
      names = "--max-update-bytes",
      paramLabel = "BYTES",
      description = "The largest update (initially 67108864).")
  private Optional<Long> maxUpdateBytes;

  @Mixin private OptimizerOptions optimizer;

  /**
   * How updates become an aggregate under a first charter.
   *
   * @throws CommandException if an option is missing, or does not belong to the optimizer
   * @throws IllegalArgumentException if a number is out of range
   */
  public Aggregation initial(Rule rule) throws CommandException {
    BigInteger unit = BigInteger.TWO.pow(Math.clamp(initialScaleBits(), 0, 40));
    var initial =
        new Aggregation(
            new Sha256(Dagg1.SPEC_ID),
            Encoding.I32,
            initialScaleBits(),
            List.of(),
            DEFAULT_NORM.multiply(unit).pow(2).toString(),
            DEFAULT_CAP,
            DEFAULT_CAP,
            DEFAULT_UPDATE_BYTES,
            rule,
            Optimizer.none());
    return changed(initial, initial.specId(), rule);
  }

  /** With it values reach from ±0.5 with 8 bits to ±8 with 24, if nothing else is given. */
  public int initialScaleBits() {
    return scaleBits.orElseGet(
        () ->
            switch (encoding.orElse(Encoding.I32)) {
              case I8 -> 8;
              case I16 -> 13;
              case I32 -> 20;
            });
  }

  /**
   * The same under a charter that follows another: what is not given stays.
   *
   * @param specId the specification that is followed from then on
   * @param rule the rule from then on
   * @throws CommandException if an option is missing, or does not belong to the optimizer
   */
  Aggregation changed(Aggregation before, Sha256 specId, Rule rule) throws CommandException {
    int bits = scaleBits.orElse(before.scaleBits());
    return new Aggregation(
        specId,
        encoding.orElse(before.encoding()),
        bits,
        exceptions(before, bits),
        normBound.map(BigInteger::toString).orElse(before.normBound()),
        nodeCap.orElse(before.nodeWeightCap()),
        organizationCap.orElse(before.organizationWeightCap()),
        maxUpdateBytes.orElse(before.maxUpdateBytes()),
        rule,
        optimizer.optimizer(before.optimizer()));
  }

  /** Whether any tensor may get another scale. */
  boolean isScaled() {
    return scaleBits.isPresent() || !tensorScales.isEmpty();
  }

  /** Whether a bound on norms is given. */
  boolean isNormBoundGiven() {
    return normBound.isPresent();
  }

  /** A tensor that is given the scale of the others is no exception any more. */
  private List<Scale> exceptions(Aggregation before, int bits) {
    var scales = new TreeMap<String, Integer>();
    before.tensorScales().forEach(scale -> scales.put(scale.tensor(), scale.bits()));
    scales.putAll(tensorScales);
    scales.values().removeIf(own -> own == bits);
    return scales.entrySet().stream()
        .map(entry -> new Scale(entry.getKey(), entry.getValue()))
        .toList();
  }
}
