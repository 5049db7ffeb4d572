package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.FailedCheckException.require;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.evidence.CharterEvidence;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.evidence.LogSequence;
import io.commonweight.sdk.evidence.LogSequence.Part;
import io.commonweight.sdk.evidence.LoggedEntry;
import io.commonweight.sdk.evidence.Tail;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Checkpoint;
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

  WitnessedCheckpoint witnesses() throws ProofException {
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

  /** Every entry leads to the checkpoint or to where its log was left, and so does the tail. */
  String entries(LogSequence logs) throws FailedCheckException, JsonException, ProofException {
    List<LoggedEntry> entries = new ArrayList<>(evidence.delegations());
    entries.addAll(evidence.aggregates());
    entries.addAll(evidence.revocations());
    entries.addAll(KeyHistory.paired(evidence.release(), evidence.proofs()));
    for (CharterEvidence charter : evidence.charters()) {
      entries.addAll(KeyHistory.paired(charter.envelope(), charter.proofs()));
    }
    for (LoggedEntry entry : entries) {
      logs.verify(entry.proof(), entry.envelope().encode());
    }
    requireTail(logs);
    return "%d entries, and all %d from place %d on"
        .formatted(entries.size(), evidence.tail().entries().size(), evidence.tail().start());
  }

  private void requireTail(LogSequence logs) throws FailedCheckException, ProofException {
    Tail tail = evidence.tail();
    Sha256 root = logs.treeAt(tail, tail.end()).root();
    require(
        root.equals(logs.newest().root()),
        "the tail from place %d on leads to root %s, not to %s"
            .formatted(tail.start(), root, logs.newest().root()));
    for (Part later : logs.parts().subList(1, logs.parts().size())) {
      if (later.start() >= tail.start()) {
        requireSeam(tail, logs.at(later.start() - 1), later);
      }
    }
  }

  /** A log that follows another begins with the checkpoint at which that was left. */
  private static void requireSeam(Tail tail, Part left, Part later)
      throws FailedCheckException, ProofException {
    byte[] entry = tail.entries().get((int) (later.start() - tail.start())).toArray();
    Checkpoint last = Checkpoint.parse(SignedNote.parse(entry).text());
    require(
        last.equals(new Checkpoint(left.origin(), left.size(), left.root())),
        "%s begins with %s, and %s was left elsewhere"
            .formatted(later.origin(), last, left.origin()));
  }
}
