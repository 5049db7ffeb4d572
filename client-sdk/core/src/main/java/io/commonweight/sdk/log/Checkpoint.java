package io.commonweight.sdk.log;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.SigningKey;
import java.util.List;

/**
 * The state of a log: how many entries it has and the root hash over them (C2SP tlog-checkpoint
 * v1.0.0, without extension lines).
 *
 * @param origin the log's name for ever, also the name of its key
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
   * Opens a signed checkpoint of one log: verifies the log's signature and that the origin is the
   * name of its key.
   *
   * @throws ProofException if the note is not that log's checkpoint
   */
  public static Checkpoint open(SignedNote note, NoteKey log) throws ProofException {
    note.verify(List.of(log));
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

  /** Signs the checkpoint in the log's name. */
  public SignedNote sign(SigningKey log) {
    return SignedNote.sign(text(), origin, log);
  }
}
