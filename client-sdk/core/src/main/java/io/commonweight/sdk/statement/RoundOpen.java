package io.commonweight.sdk.statement;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Statement.Subject;
import java.util.List;

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
 * @param valueBits b: |q| ≤ 2^(b−1)−1
 * @param normBound the largest norm of an update, decimal
 * @param nodeWeightCap the most frames one node's update weighs
 * @param organizationWeightCap the most weight of one organization's updates together
 * @param maxUpdateBytes the largest update blob
 * @param minUpdates fewest updates at which the deadline closes the round
 * @param deadlineSeconds how long aggregators wait
 * @param encoding how nodes round: {@code I32}, nearest, ties to even
 */
public record RoundOpen(
    Sha256 charter,
    int number,
    Sha256 release,
    Sha256 base,
    List<Scale> scales,
    Sha256 specId,
    int valueBits,
    String normBound,
    long nodeWeightCap,
    long organizationWeightCap,
    long maxUpdateBytes,
    int minUpdates,
    long deadlineSeconds,
    Encoding encoding)
    implements Predicate {
  /** The most tensors whose scales fit a log entry. */
  public static final int MAX_TENSORS = 512;

  /** How a node turns a delta into integers. */
  public enum Encoding {
    /** 32-bit integers, rounded to nearest, ties to even. */
    I32
  }

  /**
   * The scale of one tensor.
   *
   * @param tensor its name
   * @param bits s: values are integers in units of 2^−s
   */
  public record Scale(String tensor, int bits) {
    /** Checks name and range. */
    public Scale {
      Limits.tensor("tensor", tensor);
      Limits.within("bits", 0, Charter.Aggregation.MAX_SCALE_BITS, bits);
    }
  }

  /** Checks numbers and order; what comes from the charter has the charter's ranges. */
  public RoundOpen {
    Limits.within("number", 1, Integer.MAX_VALUE, number);
    var _ =
        new Charter.Aggregation(
            specId,
            Charter.Aggregation.MAX_SCALE_BITS,
            valueBits,
            normBound,
            nodeWeightCap,
            organizationWeightCap,
            maxUpdateBytes);
    var _ = new Charter.Rounds(minUpdates, deadlineSeconds, Charter.Rounds.MIN_STATEMENTS);
    scales = Limits.sorted("scales", Limits.atMost("scales", MAX_TENSORS, scales), Scale::tensor);
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
            .map(tensor -> new Scale(tensor.name(), aggregation.scaleBits()))
            .toList(),
        aggregation.specId(),
        aggregation.valueBits(),
        aggregation.normBound(),
        aggregation.nodeWeightCap(),
        aggregation.organizationWeightCap(),
        aggregation.maxUpdateBytes(),
        charter.rounds().minUpdates(),
        charter.rounds().deadlineSeconds(),
        Encoding.I32);
  }

  @Override
  public List<Subject> subjects() {
    return List.of(Subject.of("base", base));
  }
}
