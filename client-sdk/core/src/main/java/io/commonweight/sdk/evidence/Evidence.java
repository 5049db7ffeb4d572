package io.commonweight.sdk.evidence;

import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What shows that a release is genuine, as a server or a folder tells it; nothing of it is verified
 * yet. All proofs lead to one checkpoint, or to where a charter says that an earlier log was left.
 * Places count on from log to log.
 *
 * @param charters every charter that has come into force, from the first on
 * @param checkpoint the signed note, with the lines of witnesses
 * @param release the release, with the signatures of a quorum
 * @param proofs for each signer, in order, where the entry that carries its signatures alone stands
 * @param delegations what gives the keys that signed release and aggregates their roles, in log
 *     order
 * @param aggregates the equal aggregates the release rests on
 * @param revocations those in force when the release was made, in log order: of each, the entry
 *     with which it came into force
 * @param tail the log from where the release's signers had seen it to the checkpoint
 * @param consistency leads from an earlier checkpoint to this one, if it was asked for
 */
public record Evidence(
    List<CharterEvidence> charters,
    String checkpoint,
    Envelope release,
    List<InclusionProof> proofs,
    List<LoggedEntry> delegations,
    List<LoggedEntry> aggregates,
    List<LoggedEntry> revocations,
    Tail tail,
    Optional<Growth> consistency) {
  /** The largest evidence that is read. */
  public static final int MAX_BYTES = 32 << 20;

  /** The most elements of any list but the tail. */
  static final int MAX_ELEMENTS = 1024;

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a list has more than 1024 elements
   */
  public Evidence {
    charters = bounded("charters", charters);
    proofs = bounded("proofs", proofs);
    delegations = bounded("delegations", delegations);
    aggregates = bounded("aggregates", aggregates);
    revocations = bounded("revocations", revocations);
  }

  private static <T> List<T> bounded(String name, List<T> list) {
    if (list.size() > MAX_ELEMENTS) {
      throw new IllegalArgumentException(
          "%d %s, at most %d are allowed".formatted(list.size(), name, MAX_ELEMENTS));
    }
    return List.copyOf(list);
  }

  /**
   * Reads evidence.
   *
   * @throws IOException if it is too large, malformed or incomplete
   */
  public static Evidence parse(byte[] json) throws IOException {
    try {
      return CanonicalJson.read(json, MAX_BYTES, EvidenceDocument.class).evidence();
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException("the evidence is malformed: " + e.getMessage(), e);
    }
  }

  /** Its canonical bytes. */
  public byte[] encode() {
    return CanonicalJson.write(EvidenceDocument.of(this));
  }

  /**
   * For tools that know nothing of this format: the proof of the first signer's entry, which is the
   * release's envelope with the first two of its signatures.
   *
   * @param logStart the place of the first entry of the log that the checkpoint is of
   * @return empty if the release was signed in an earlier log
   * @throws ProofException if the checkpoint is no note
   * @throws IllegalArgumentException if there is no proof
   */
  public Optional<LogProof> releaseProof(long logStart) throws ProofException {
    if (proofs.isEmpty()) {
      throw new IllegalArgumentException("the evidence has no proof");
    }
    InclusionProof first = proofs.getFirst();
    return first.index() < logStart
        ? Optional.empty()
        : Optional.of(
            new LogProof(
                new InclusionProof(first.index() - logStart, first.path()),
                SignedNote.parse(checkpoint.getBytes(StandardCharsets.UTF_8))));
  }
}
