package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.FailedCheckException.require;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.evidence.Tail;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.verify.Demands.Wanted;
import java.time.Instant;

/**
 * The comparisons with a floor that is there.
 *
 * @param floor what was seen
 */
record Above(Floor floor) {

  String clock(Instant now) throws FailedCheckException {
    Instant seen = Instant.ofEpochSecond(floor.time());
    require(
        !now.isBefore(seen),
        "the clock says %s, witnesses had signed at %s already: set the clock"
            .formatted(now, seen));
    return "not before " + seen;
  }

  String version(Charter charter) throws FailedCheckException {
    require(
        charter.version() >= floor.charterVersion(),
        "charter %d is shown, charter %d was seen before: ask another registry"
            .formatted(charter.version(), floor.charterVersion()));
    return "charter %d, seen before was %d".formatted(charter.version(), floor.charterVersion());
  }

  String sequence(Release release, Sha256 digest, Wanted wanted) throws FailedCheckException {
    int sequence = release.sequence();
    int seen = floor.sequence();
    if (sequence < seen) {
      require(
          wanted == Wanted.ANY,
          "release %d is older than release %d, which was seen before: ask another registry, or name the older one"
              .formatted(sequence, seen));
      return "release %d, older than %d, as was asked for".formatted(sequence, seen);
    }
    if (sequence == seen) {
      require(
          digest.equals(floor.release()),
          "two different releases %d were signed, sha256:%s and sha256:%s: tell the federation's members"
              .formatted(sequence, floor.release(), digest));
      return "release %d again".formatted(sequence);
    }
    if (sequence > seen + 1) {
      return "release %d; %d to %d were not seen here".formatted(sequence, seen + 1, sequence - 1);
    }
    require(
        release.previous().orElseThrow().equals(floor.release()),
        "release %d follows sha256:%s, release %d that was seen before is sha256:%s"
            .formatted(sequence, release.previous().orElseThrow(), seen, floor.release()));
    return "release %d follows the one seen before".formatted(sequence);
  }

  String consistency(Checkpoint log, Evidence evidence)
      throws FailedCheckException, ProofException {
    Checkpoint seen = floor.checkpoint();
    require(
        log.origin().equals(seen.origin()),
        "this is log %s, seen before was %s".formatted(log.origin(), seen.origin()));
    require(
        log.size() >= seen.size(),
        "the log has %d entries here, %d were seen before: ask another registry"
            .formatted(log.size(), seen.size()));
    if (log.size() == seen.size()) {
      require(
          log.root().equals(seen.root()),
          "the log was forked: of size %d it has root %s here, %s was seen before; keep both and tell the federation's members"
              .formatted(log.size(), log.root(), seen.root()));
      return "the state of size %d seen before".formatted(seen.size());
    }
    requireGrowth(log, evidence);
    return "grown from %d to %d entries".formatted(seen.size(), log.size());
  }

  private void requireGrowth(Checkpoint log, Evidence evidence)
      throws FailedCheckException, ProofException {
    Checkpoint seen = floor.checkpoint();
    if (evidence.tail().start() <= seen.size()) {
      Sha256 then = rootOf(evidence.tail(), seen.size());
      require(
          then.equals(seen.root()),
          "the log was changed: its first %d entries have root %s here, %s was seen before"
              .formatted(seen.size(), then, seen.root()));
      return;
    }
    require(
        evidence.consistency().filter(growth -> growth.size() == seen.size()).isPresent(),
        "nothing shows that the log of %d entries grew from the one of %d seen before: fetch the evidence from a registry"
            .formatted(log.size(), seen.size()));
    evidence
        .consistency()
        .orElseThrow()
        .proof()
        .verify(seen.size(), seen.root(), log.size(), log.root());
  }

  private static Sha256 rootOf(Tail tail, long size) {
    Frontier tree = tail.before();
    for (int i = 0; tree.size() < size; i++) {
      tree = tree.append(MerkleTree.leafHash(tail.entries().get(i).toArray()));
    }
    return tree.root();
  }
}
