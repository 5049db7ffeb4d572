package io.commonweight.sdk.log;

import io.commonweight.sdk.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Evidence that a log has rewritten its past: two signed checkpoints of it of different sizes, and
 * the proof that the later log begins with other entries than the earlier note states. Its text
 * form holds both notes byte for byte, so that any tool for signed notes can check them.
 *
 * @param root the root that the later log has at the earlier note's size
 * @param proof that it has (RFC 9162 §2.1.4.2)
 * @param earlier the note of the smaller log
 * @param later the note of the greater one
 */
public record Inconsistency(
    Sha256 root, ConsistencyProof proof, SignedNote earlier, SignedNote later) {

  /** The longest text that is read, in bytes. */
  public static final int MAX_BYTES = 2 * SignedNote.MAX_BYTES + 4096;

  private static final String HEADER = "commonweight.dev/inconsistency@v1\n";
  private static final String ROOT = "root ";
  private static final String PARSE = "parse inconsistency";
  private static final int BLOCKS = 5;

  /**
   * Checks that both notes are checkpoints of one log, that the first is the smaller and that it
   * states another root, whoever signed them.
   *
   * @throws IllegalArgumentException if not
   */
  public Inconsistency {
    try {
      Checkpoint one = Checkpoint.parse(earlier.text());
      Checkpoint other = Checkpoint.parse(later.text());
      if (!one.origin().equals(other.origin()) || one.size() >= other.size()) {
        throw new IllegalArgumentException(
            "%s at %d and %s at %d are not an earlier and a later state of one log"
                .formatted(one.origin(), one.size(), other.origin(), other.size()));
      }
      if (one.root().equals(root)) {
        throw new IllegalArgumentException("the later log has the earlier one's root " + root);
      }
    } catch (ProofException e) {
      throw new IllegalArgumentException("a note is no checkpoint: " + e.getMessage(), e);
    }
  }

  /**
   * Parses the text form.
   *
   * @throws ProofException if the bytes are not in it, or the two notes do not contradict each
   *     other
   */
  public static Inconsistency parse(byte[] bytes) throws ProofException {
    String text = StrictText.decode(PARSE, bytes, MAX_BYTES);
    // A checkpoint has no empty line: each note is a block of text and one of signatures.
    String[] blocks = text.split("\n\n", BLOCKS + 1);
    if (!text.startsWith(HEADER + ROOT) || blocks.length != BLOCKS) {
      throw new ProofException(
          PARSE, "not %s, a root, hashes and two notes".formatted(HEADER.strip()));
    }
    List<Sha256> hashes = hashes(blocks[0].substring((HEADER + ROOT).length()));
    SignedNote earlier = note(blocks[1] + "\n\n" + blocks[2] + '\n');
    SignedNote later = note(blocks[3] + "\n\n" + blocks[4]);
    try {
      return new Inconsistency(
          hashes.getFirst(),
          new ConsistencyProof(hashes.subList(1, hashes.size())),
          earlier,
          later);
    } catch (IllegalArgumentException e) {
      throw new ProofException(PARSE, String.valueOf(e.getMessage()));
    }
  }

  private static List<Sha256> hashes(String lines) throws ProofException {
    List<Sha256> hashes = new ArrayList<>();
    for (String line : lines.split("\n", ConsistencyProof.MAX_PATH + 2)) {
      hashes.add(CanonicalText.hash(PARSE, line));
    }
    return hashes;
  }

  private static SignedNote note(String text) throws ProofException {
    return SignedNote.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The format, the root, the proof and both notes, each note after an empty line. */
  public String encode() {
    var text = new StringBuilder(HEADER);
    text.append(ROOT).append(CanonicalText.base64(root)).append('\n');
    proof.path().forEach(hash -> text.append(CanonicalText.base64(hash)).append('\n'));
    return text.append('\n')
        .append(earlier.encode())
        .append('\n')
        .append(later.encode())
        .toString();
  }

  /** The bytes of {@link #encode()}. */
  public byte[] bytes() {
    return encode().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Verifies that the log has signed both notes, each with both of its keys, and that the later
   * log's beginning has the other root.
   *
   * @return the size at which the log has two roots
   * @throws ProofException if this is no evidence against that log
   */
  public long verify(CosignerVerifyingKey log) throws ProofException {
    Checkpoint first = Checkpoint.open(earlier, log);
    Checkpoint second = Checkpoint.open(later, log);
    proof.verify(first.size(), root, second.size(), second.root());
    return first.size();
  }
}
