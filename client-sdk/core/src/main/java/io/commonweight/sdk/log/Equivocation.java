package io.commonweight.sdk.log;

import java.nio.charset.StandardCharsets;

/**
 * Evidence that a log has shown two histories: two signed checkpoints of it with one size and
 * different roots. Its text form holds both notes byte for byte, so that any tool for signed notes
 * can check them.
 *
 * @param first the one
 * @param second the other
 */
public record Equivocation(SignedNote first, SignedNote second) {

  /** The longest text that is read, in bytes. */
  public static final int MAX_BYTES = 2 * SignedNote.MAX_BYTES + 64;

  private static final String HEADER = "commonweight.dev/equivocation@v1\n\n";
  private static final String PARSE = "parse equivocation";
  private static final int BLOCKS = 4;

  /**
   * Checks that the two contradict each other, whoever signed them.
   *
   * @throws IllegalArgumentException if they do not
   */
  public Equivocation {
    try {
      Checkpoint one = Checkpoint.parse(first.text());
      Checkpoint other = Checkpoint.parse(second.text());
      if (!one.origin().equals(other.origin()) || one.size() != other.size()) {
        throw new IllegalArgumentException(
            "%s at %d and %s at %d do not contradict each other"
                .formatted(one.origin(), one.size(), other.origin(), other.size()));
      }
      if (one.root().equals(other.root())) {
        throw new IllegalArgumentException("both notes have the root " + one.root());
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
  public static Equivocation parse(byte[] bytes) throws ProofException {
    String text = StrictText.decode(PARSE, bytes, MAX_BYTES);
    if (!text.startsWith(HEADER)) {
      throw new ProofException(PARSE, "the first line is not " + HEADER.strip());
    }
    // A checkpoint has no empty line: each note is a block of text and one of signatures.
    String[] blocks = text.substring(HEADER.length()).split("\n\n", BLOCKS + 1);
    if (blocks.length != BLOCKS) {
      throw new ProofException(PARSE, "not two notes with an empty line between them");
    }
    SignedNote first = note(blocks[0] + "\n\n" + blocks[1] + '\n');
    SignedNote second = note(blocks[2] + "\n\n" + blocks[3]);
    try {
      return new Equivocation(first, second);
    } catch (IllegalArgumentException e) {
      throw new ProofException(PARSE, String.valueOf(e.getMessage()));
    }
  }

  private static SignedNote note(String text) throws ProofException {
    return SignedNote.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A line that names the format and both notes, each after an empty line. */
  public String encode() {
    return HEADER + first.encode() + '\n' + second.encode();
  }

  /** The bytes of {@link #encode()}. */
  public byte[] bytes() {
    return encode().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Verifies that the log has signed both notes, each with both of its keys.
   *
   * @return the size at which the log has two roots
   * @throws ProofException if this is no evidence against that log
   */
  public long verify(CosignerVerifyingKey log) throws ProofException {
    Checkpoint.open(second, log);
    return Checkpoint.open(first, log).size();
  }
}
