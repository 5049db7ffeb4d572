package io.commonweight.cli.founding;

import io.commonweight.cli.report.CommandException;
import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Aggregation;
import io.commonweight.sdk.statement.Charter.Rounds;
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

/** What a charter says of how its rounds compute. Most of it has defaults in a first charter. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class Rules {
  private static final BigInteger DEFAULT_NORM = BigInteger.valueOf(100);
  private static final int DEFAULT_SCALE_BITS = 20;
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
      description = "Updates are integers in units of 2^-S (initially 20).")
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

  @Mixin private RuleOptions rule;
  @Mixin private OptimizerOptions optimizer;
  @Mixin private RoundOptions rounds;

  /**
   * How updates become an aggregate under a first charter.
   *
   * @throws CommandException if an option is missing, or does not belong to the rule
   */
  Aggregation aggregation() throws CommandException {
    Aggregation initial = initial(scaleBits.orElse(DEFAULT_SCALE_BITS));
    return changed(initial, initial.specId());
  }

  /**
   * The same under a charter that follows another: what is not given stays.
   *
   * @param specId the specification that is followed from then on
   * @throws CommandException if an option is missing, or does not belong to the rule
   */
  Aggregation aggregation(Aggregation before, Sha256 specId) throws CommandException {
    Aggregation next = changed(before, specId);
    boolean isScaled = scaleBits.isPresent() || !tensorScales.isEmpty();
    if (isScaled && normBound.isEmpty()) {
      throw new CommandException("other scales are another unit of norms: give --norm-bound too");
    }
    if (isScaled && next.rule().clipBound().isPresent() && !rule.isClipBoundGiven()) {
      throw new CommandException("other scales are another unit of norms: give --clip-bound too");
    }
    return next;
  }

  private static Aggregation initial(int scaleBits) {
    BigInteger unit = BigInteger.TWO.pow(Math.clamp(scaleBits, 0, 40));
    return new Aggregation(
        new Sha256(Dagg1.SPEC_ID),
        Encoding.I32,
        scaleBits,
        List.of(),
        DEFAULT_NORM.multiply(unit).pow(2).toString(),
        DEFAULT_CAP,
        DEFAULT_CAP,
        DEFAULT_UPDATE_BYTES,
        Rule.mean(),
        Optimizer.none());
  }

  private Aggregation changed(Aggregation before, Sha256 specId) throws CommandException {
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
        rule.rule(before.rule()),
        optimizer.optimizer(before.optimizer()));
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

  /**
   * When rounds close under a first charter.
   *
   * @param quorum how many organizations must agree
   * @param chosen the rule
   */
  Rounds rounds(int quorum, Rule chosen) {
    return rounds.initial(Math.max(quorum, chosen.fewestVoters()));
  }

  /**
   * The same under a charter that follows another: what is not given stays, but another rule gets
   * as many updates as it needs.
   *
   * @param chosen the rule
   */
  Rounds rounds(Charter before, Rule chosen) {
    boolean isSame = chosen.equals(before.aggregation().rule());
    return rounds.changed(before.rounds(), isSame ? 1 : chosen.fewestVoters());
  }
}
