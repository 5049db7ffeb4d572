package io.commonweight.sdk.statement;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Statement.Subject;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The start of a round. Its digest is the round's id. It follows from the charter and the last
 * release, so every aggregator signs the same bytes.
 *
 * @param charter the digest of the charter in force
 * @param number counts the rounds from 1
 * @param release the digest of the release to start from
 * @param base the digest of that release's weights
 * @param scales the fixed-point scale of each tensor, sorted by tensor
 * @param specId the digest of the aggregation specification
 * @param normBound the largest norm of an update, decimal
 * @param nodeWeightCap the most frames one node's update weighs
 * @param organizationWeightCap the most weight of one organization's updates together
 * @param maxUpdateBytes the largest update blob
 * @param minUpdates fewest updates at which the deadline closes the round
 * @param deadlineSeconds how long aggregators wait
 * @param encoding how deltas travel
 * @param rule how updates become one
 * @param optimizer what is done with that before it is added to the weights
 * @param goal updates at which aggregators close at once; 0: only once all nodes have submitted
 * @param maxStaleness how many rounds old an update may be that counts
 * @param privacy who may see an update
 */
public record RoundOpen(
    Sha256 charter,
    int number,
    Sha256 release,
    Sha256 base,
    List<Scale> scales,
    Sha256 specId,
    String normBound,
    long nodeWeightCap,
    long organizationWeightCap,
    long maxUpdateBytes,
    int minUpdates,
    long deadlineSeconds,
    Encoding encoding,
    Rule rule,
    Optimizer optimizer,
    int goal,
    int maxStaleness,
    Charter.Privacy privacy)
    implements Predicate {
  /** The most tensors whose scales fit a log entry. */
  public static final int MAX_TENSORS = 512;

  /**
   * The scale of one tensor.
   *
   * @param tensor its name
   * @param bits s: values are integers in units of 2^−s
   */
  public record Scale(String tensor, int bits) {
    private static final int MAX_SPREAD = 16;

    /** Checks name and range. */
    public Scale {
      Limits.tensor("tensor", tensor);
      Limits.within("bits", 0, Charter.Aggregation.MAX_SCALE_BITS, bits);
    }

    static List<Scale> sorted(String member, List<Scale> scales) {
      return Limits.sorted(member, Limits.atMost(member, MAX_TENSORS, scales), Scale::tensor);
    }

    /** Norms are summed in units of the finest scale, so the coarsest must not be too far off. */
    static void requireClose(IntStream bits) {
      IntSummaryStatistics all = bits.summaryStatistics();
      if (all.getCount() > 0 && all.getMax() - all.getMin() > MAX_SPREAD) {
        throw new IllegalArgumentException(
            "scales from %d to %d bits differ by more than %d"
                .formatted(all.getMin(), all.getMax(), MAX_SPREAD));
      }
    }
  }

  /** Checks numbers and order; what comes from the charter has the charter's ranges. */
  public RoundOpen {
    Limits.within("number", 1, Integer.MAX_VALUE, number);
    var _ =
        new Charter.Aggregation(
            specId,
            encoding,
            Charter.Aggregation.MAX_SCALE_BITS,
            List.of(),
            normBound,
            nodeWeightCap,
            organizationWeightCap,
            maxUpdateBytes,
            rule,
            optimizer);
    var _ =
        new Charter.Rounds(
            minUpdates, goal, maxStaleness, deadlineSeconds, Charter.Rounds.MIN_STATEMENTS);
    scales = Scale.sorted("scales", scales);
    Scale.requireClose(scales.stream().mapToInt(Scale::bits));
  }

  /**
   * The round that follows a release.
   *
   * @param charterDigest the digest of {@code charter}
   * @param releaseDigest the digest of {@code release}
   */
  public static RoundOpen after(
      Charter charter, Sha256 charterDigest, Release release, Sha256 releaseDigest) {
    Charter.Aggregation aggregation = charter.aggregation();
    return new RoundOpen(
        charterDigest,
        release.sequence() + 1,
        releaseDigest,
        release.weights().sha256(),
        release.tensors().stream()
            .map(tensor -> new Scale(tensor.name(), aggregation.scaleOf(tensor.name())))
            .toList(),
        aggregation.specId(),
        aggregation.normBound(),
        aggregation.nodeWeightCap(),
        aggregation.organizationWeightCap(),
        aggregation.maxUpdateBytes(),
        charter.rounds().minUpdates(),
        charter.rounds().deadlineSeconds(),
        aggregation.encoding(),
        aggregation.rule(),
        aggregation.optimizer(),
        charter.rounds().goal(),
        charter.rounds().maxStaleness(),
        charter.privacy());
  }

  @Override
  public List<Subject> subjects() {
    return List.of(Subject.of("base", base));
  }
}
