package io.commonweight.sdk.log;

import io.commonweight.sdk.Sha256;
import java.time.Instant;
import java.util.List;

/**
 * The state of a log: how many entries it has and the root hash over them (C2SP tlog-checkpoint
 * v1.0.0, without extension lines).
 *
 * @param origin the log's name for ever, also the name of its keys; at most 255 bytes
 * @param size number of entries, at least 0
 * @param root root hash; that of the empty tree if there are no entries
 */
public record Checkpoint(String origin, long size, Sha256 root) {

  private static final String PARSE = "parse checkpoint";
  private static final int LINES = 3;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the origin is no key name, the size negative or an empty
   *     tree's root not the empty root
   */
  public Checkpoint {
    NoteKey.requireName(origin);
    if (size < 0) {
      throw new IllegalArgumentException("a checkpoint of size " + size);
    }
    if (size == 0 && !root.equals(MerkleTree.EMPTY_ROOT)) {
      throw new IllegalArgumentException("an empty log with root " + root);
    }
  }

  /** The checkpoint of a log without entries. */
  public static Checkpoint empty(String origin) {
    return new Checkpoint(origin, 0, MerkleTree.EMPTY_ROOT);
  }

  /**
   * Parses the text of a note. Only the one canonical spelling is accepted: no leading zeros, no
   * loose base64, no extension lines.
   *
   * @throws ProofException if the text is no checkpoint
   */
  public static Checkpoint parse(String text) throws ProofException {
    String[] lines = text.split("\n", LINES + 2);
    if (lines.length != LINES + 1 || !lines[LINES].isEmpty()) {
      throw new ProofException(PARSE, "not exactly three lines");
    }
    long size = CanonicalText.decimal(PARSE + " size", lines[1]);
    Sha256 root = CanonicalText.hash(PARSE + " root", lines[2]);
    try {
      return new Checkpoint(lines[0], size, root);
    } catch (IllegalArgumentException e) {
      throw new ProofException(PARSE, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Opens a signed checkpoint of one log: verifies both of the log's signatures and that the origin
   * is the name of its keys.
   *
   * @throws ProofException if the note is not that log's checkpoint
   */
  public static Checkpoint open(SignedNote note, CosignerVerifyingKey log) throws ProofException {
    return of(note, log, note.verify(log.logKeys()));
  }

  /** The checkpoint that a log has signed, by what of its note has been verified. */
  static Checkpoint of(SignedNote note, CosignerVerifyingKey log, List<VerifiedSignature> verified)
      throws ProofException {
    if (log.signed(verified).isEmpty()) {
      throw new ProofException("log signature", "not both lines of " + log + " are there");
    }
    Checkpoint checkpoint = parse(note.text());
    if (!checkpoint.origin().equals(log.name())) {
      throw new ProofException("origin", checkpoint.origin() + " signed by " + log.name());
    }
    return checkpoint;
  }

  /** The text of the note: three lines. */
  public String text() {
    return origin + '\n' + size + '\n' + CanonicalText.base64(root) + '\n';
  }

  /**
   * Signs the checkpoint as the log itself: one Ed25519 and one ML-DSA-44 line.
   *
   * @param log the log's pair, named by the origin
   * @param time now; whole seconds count
   * @throws IllegalArgumentException if the pair has another name
   */
  public SignedNote sign(CosignerKey log, Instant time) {
    if (!log.name().equals(origin)) {
      throw new IllegalArgumentException(log.name() + " cannot sign for " + origin);
    }
    return new SignedNote(text(), log.signatures(this, time));
  }

  /**
   * Cosigns the checkpoint of another's log, which the caller has found to be consistent with all
   * that the witness cosigned before. The lines go into the note by {@link SignedNote#with}.
   *
   * @param witness the witness's pair
   * @param time now; whole seconds count
   * @return an Ed25519 and an ML-DSA-44 line
   * @throws IllegalArgumentException if the pair has the log's own name
   */
  public List<NoteSignature> cosign(CosignerKey witness, Instant time) {
    if (witness.name().equals(origin)) {
      throw new IllegalArgumentException(origin + " cannot witness itself");
    }
    return witness.cosignatures(this, time);
  }
}
