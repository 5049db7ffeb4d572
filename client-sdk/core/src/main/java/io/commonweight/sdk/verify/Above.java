package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.FailedCheckException.require;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.evidence.LogSequence;
import io.commonweight.sdk.evidence.LogSequence.Part;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.verify.Demands.Wanted;
import java.time.Instant;
import java.util.Optional;

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

  String consistency(LogSequence logs, Evidence evidence)
      throws FailedCheckException, ProofException {
    Checkpoint seen = floor.checkpoint();
    Optional<Part> same = logs.named(seen.origin());
    require(
        same.isPresent(),
        "this is log %s, seen before was %s".formatted(logs.newest().origin(), seen.origin()));
    Part log = same.orElseThrow();
    boolean isNewest = log.equals(logs.newest());
    require(
        log.size() >= seen.size(),
        isNewest
            ? "the log has %d entries here, %d were seen before: ask another registry"
                .formatted(log.size(), seen.size())
            : "the federation left log %s at %d entries, %d were seen before: ask its members what became of the others"
                .formatted(log.origin(), log.size(), seen.size()));
    String left = isNewest ? "" : ", where the federation left it";
    if (log.size() == seen.size()) {
      require(
          log.root().equals(seen.root()),
          "the log was forked: of size %d it has root %s here, %s was seen before; keep both and tell the federation's members"
              .formatted(log.size(), log.root(), seen.root()));
      return "the state of size %d seen before%s".formatted(seen.size(), left);
    }
    requireGrowth(logs, log, evidence);
    return "grown from %d to %d entries%s".formatted(seen.size(), log.size(), left);
  }

  private void requireGrowth(LogSequence logs, Part log, Evidence evidence)
      throws FailedCheckException, ProofException {
    Checkpoint seen = floor.checkpoint();
    long place = log.start() + seen.size();
    if (evidence.tail().start() <= place) {
      Sha256 then = logs.treeAt(evidence.tail(), place).root();
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
}
