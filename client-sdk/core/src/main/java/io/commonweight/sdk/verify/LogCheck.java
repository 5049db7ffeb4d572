package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.FailedCheckException.require;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.evidence.CharterEvidence;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.evidence.LoggedEntry;
import io.commonweight.sdk.evidence.Tail;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.WitnessedCheckpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the log and its witnesses signed a state, and whether everything shown stands in it.
 *
 * @param evidence what is shown
 * @param inForce the charter that names log and witnesses
 */
record LogCheck(Evidence evidence, Founding inForce) {

  WitnessedCheckpoint witnesses() throws FailedCheckException, ProofException {
    require(
        inForce.charter().log().epoch() == 1,
        "the federation has moved to log %d: evidence across logs is not read yet"
            .formatted(inForce.charter().log().epoch()));
    return inForce
        .witnessPolicy()
        .verify(SignedNote.parse(evidence.checkpoint().getBytes(StandardCharsets.UTF_8)));
  }

  static String describe(WitnessedCheckpoint witnessed) {
    return "%s at size %d, witnessed by %s"
        .formatted(
            witnessed.checkpoint().origin(),
            witnessed.checkpoint().size(),
            String.join(", ", witnessed.organizations()));
  }

  /** Every entry leads to the checkpoint, and so does the tail. */
  String entries(Checkpoint log) throws FailedCheckException, JsonException, ProofException {
    List<LoggedEntry> entries = new ArrayList<>(evidence.delegations());
    entries.addAll(evidence.aggregates());
    entries.addAll(evidence.revocations());
    entries.addAll(KeyHistory.paired(evidence.release(), evidence.proofs()));
    for (CharterEvidence charter : evidence.charters()) {
      entries.addAll(KeyHistory.paired(charter.envelope(), charter.proofs()));
    }
    for (LoggedEntry entry : entries) {
      byte[] leaf = entry.envelope().encode();
      entry.proof().verify(MerkleTree.leafHash(leaf), log.size(), log.root());
    }
    requireTail(log);
    return "%d entries, and all %d from place %d on"
        .formatted(entries.size(), evidence.tail().entries().size(), evidence.tail().start());
  }

  private void requireTail(Checkpoint log) throws FailedCheckException {
    Tail tail = evidence.tail();
    Frontier tree = tail.before();
    for (Bytes entry : tail.entries()) {
      tree = tree.append(MerkleTree.leafHash(entry.toArray()));
    }
    require(
        tree.root().equals(log.root()),
        "the tail from place %d on leads to root %s, not to %s"
            .formatted(tail.start(), tree.root(), log.root()));
  }
}
