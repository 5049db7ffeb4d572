package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.FailedCheckException.require;

import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.log.WitnessedCheckpoint;
import io.commonweight.sdk.log.WitnessedCheckpoint.Cosigner;
import io.commonweight.sdk.statement.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Whether the evidence is of today, and whether it shows all that has happened since the release.
 *
 * @param demands how old it may be
 * @param now by the client's clock
 */
record FreshnessCheck(Demands demands, Instant now) {
  /** How far clocks of honest witnesses may be ahead of the client's. */
  private static final Duration MAX_SKEW = Duration.ofMinutes(10);

  /**
   * When the witnesses signed: the latest time that at least one of them that does not lie can have
   * seen.
   *
   * @param faults how many may lie
   */
  static Instant signed(WitnessedCheckpoint witnessed, int faults) {
    List<Instant> newestFirst =
        witnessed.cosigners().stream()
            .map(Cosigner::time)
            .sorted(Comparator.reverseOrder())
            .toList();
    return newestFirst.get(Math.min(faults, newestFirst.size() - 1));
  }

  String check(Evidence evidence, Release release, long size, Instant signed)
      throws FailedCheckException {
    String age = age(signed);
    require(
        evidence.tail().end() == size,
        "the evidence shows the log to place %d of %d: what was revoked later cannot be seen; ask another registry, or for a newer release"
            .formatted(evidence.tail().end(), size));
    long known = knownTo(evidence, release);
    require(
        evidence.tail().start() <= known,
        "the evidence shows the log from place %d on, the release's signers had seen it to %d: what was revoked between cannot be seen; ask another registry"
            .formatted(evidence.tail().start(), known));
    return age;
  }

  /** Signers of release 0 need to have seen nothing: its first signature stands there. */
  private static long knownTo(Evidence evidence, Release release) {
    return release.sequence() > 0
        ? release.standing().logSize()
        : evidence.proofs().stream().mapToLong(proof -> proof.index()).min().orElse(0);
  }

  private String age(Instant signed) throws FailedCheckException {
    require(
        !signed.isAfter(now.plus(MAX_SKEW)),
        "the clock says %s, witnesses signed at %s: set the clock".formatted(now, signed));
    boolean isFresh = !signed.plus(demands.maxAge()).isBefore(now);
    boolean isExcused = demands.disconnectedUntil().filter(now::isBefore).isPresent();
    require(
        isFresh || isExcused,
        "stale: witnesses signed at %s, more than %s before %s; fetch newer evidence, or say how long there is no connection"
            .formatted(signed, inWords(demands.maxAge()), now));
    return isFresh
        ? "signed at " + signed
        : "signed at %s, taken without a connection until %s"
            .formatted(signed, demands.disconnectedUntil().orElseThrow());
  }

  private static String inWords(Duration age) {
    return age.equals(Duration.ofDays(age.toDays())) ? age.toDays() + " days" : age.toString();
  }
}
