package io.commonweight.federation.recompute;

import io.commonweight.federation.round.CohortSum;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.secagg.SecAggException;
import io.commonweight.federation.secagg.SecAggRound;
import io.commonweight.federation.secagg.SecureSum;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.MaskedInput;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.ShareDealing;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Computes the sums of cohorts from the log, the masked vectors and the parcels, and judges them.
 * Every aggregator and every auditor comes to the same file, or to the same rejections.
 *
 * <p>Memory: a window of 64 Ki elements for each node, whatever the model's size; on disk there is
 * nothing but the sum. Not thread-safe.
 */
public final class CohortIntake {
  private final RoundOpen open;
  private final SumLayout layout;
  private final RoundBlobs blobs;

  /**
   * The intake of a round.
   *
   * @param open its opening
   * @param tensors the tensors of its base
   * @param blobs what nodes have uploaded
   */
  public CohortIntake(RoundOpen open, List<Release.Tensor> tensors, RoundBlobs blobs) {
    this.open = open;
    this.layout = SumLayout.of(open, tensors);
    this.blobs = blobs;
  }

  /** Where the data of a sum begins. */
  public long dataOffset() {
    return layout.header().layout().dataOffset();
  }

  /**
   * Computes the sum of a cohort.
   *
   * @param file takes the sum; of no use if the cohort does not count
   * @return why it does not count, sorted by index; empty if it does
   * @throws IOException if a blob cannot be asked for: then nothing is known about the cohort
   */
  public List<Rejection> take(CohortSum cohort, Path file)
      throws IOException, InterruptedException {
    ParcelIntake parcels = ParcelIntake.of(cohort, blobs);
    Map<Fingerprint, Reason> reasons = parcels.reasons();
    Optional<Reason> ofSum;
    try (VectorStreams vectors = new VectorStreams();
        FileChannel out =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      reasons.putAll(open(cohort, vectors));
      var unmasking =
          new Unmasking(
              cohort.dealings().round(),
              reasons.isEmpty() ? sum(cohort, parcels) : Optional.empty(),
              new SumFile(open, layout, cohort.inputs().size(), out));
      unmasking.run(vectors);
      unmasking.malformed().forEach(node -> reasons.put(node, Reason.MALFORMED));
      reasons.putAll(forged(cohort, vectors));
      ofSum = unmasking.verdict();
    }
    return reasons.isEmpty() ? whole(cohort, ofSum) : spoilt(cohort, reasons);
  }

  private static Optional<SecureSum> sum(CohortSum cohort, ParcelIntake parcels) {
    try {
      return Optional.of(
          SecureSum.of(
              cohort.dealings(), cohort.survivors(), cohort.recovered(), parcels.parcels()));
    } catch (SecAggException _) {
      return Optional.empty(); // a pair that has agreed on other than it had to
    }
  }

  /** Opens the vectors that there are; of the others it is returned why they are not. */
  private Map<Fingerprint, Reason> open(CohortSum cohort, VectorStreams vectors)
      throws IOException, InterruptedException {
    SecAggRound session = cohort.dealings().round();
    long expected = session.length() * session.modulus().elementBytes();
    Map<Fingerprint, Reason> reasons = new TreeMap<>();
    for (Logged<MaskedInput> input : cohort.inputs()) {
      Sha256 digest = input.statement().vector();
      OptionalLong size = blobs.size(digest);
      if (size.isEmpty()) {
        reasons.put(input.signer(), Reason.MISSING_BLOB);
      } else if (size.getAsLong() != expected) {
        reasons.put(input.signer(), Reason.SIZE);
      } else {
        vectors.add(input.signer(), blobs.open(digest, expected));
      }
    }
    return reasons;
  }

  /** Vectors that are not those signed for. */
  private static Map<Fingerprint, Reason> forged(CohortSum cohort, VectorStreams vectors) {
    Map<Fingerprint, Sha256> digests = vectors.digests();
    Map<Fingerprint, Reason> reasons = new TreeMap<>();
    for (Logged<MaskedInput> input : cohort.inputs()) {
      Optional.ofNullable(digests.get(input.signer()))
          .filter(read -> !read.equals(input.statement().vector()))
          .ifPresent(_ -> reasons.put(input.signer(), Reason.COMMITMENT));
    }
    return reasons;
  }

  /** A reason that is nobody's own is that of all. */
  private static List<Rejection> whole(CohortSum cohort, Optional<Reason> reason) {
    return reason.stream()
        .flatMap(
            why ->
                cohort.inputs().stream()
                    .map(input -> new Rejection(input.index(), input.signer(), why)))
        .sorted(Comparator.comparingLong(Rejection::index))
        .toList();
  }

  /** Survivors are rejected for their masked inputs, dropouts for what they have dealt. */
  private static List<Rejection> spoilt(CohortSum cohort, Map<Fingerprint, Reason> reasons) {
    List<Rejection> rejected = new ArrayList<>();
    Map<Fingerprint, Reason> others = new TreeMap<>(reasons);
    for (Logged<MaskedInput> input : cohort.inputs()) {
      rejected.add(
          new Rejection(
              input.index(), input.signer(), reasons.getOrDefault(input.signer(), Reason.COHORT)));
      others.remove(input.signer());
    }
    for (Logged<ShareDealing> dealing : cohort.dealt()) {
      Optional.ofNullable(others.get(dealing.signer()))
          .ifPresent(
              reason -> rejected.add(new Rejection(dealing.index(), dealing.signer(), reason)));
    }
    rejected.sort(Comparator.comparingLong(Rejection::index));
    return rejected;
  }
}
