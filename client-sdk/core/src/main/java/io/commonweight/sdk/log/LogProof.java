package io.commonweight.sdk.log;

import io.commonweight.sdk.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A receipt: shows offline that an entry stands at an index of a log (C2SP tlog-proof v1). It is
 * the text that a registry answers a statement with and that ships beside a release.
 *
 * <p>Of its optional parts, the unauthenticated {@code extra} line is neither written nor accepted.
 *
 * @param inclusion index and path
 * @param checkpoint the signed checkpoint, with any cosignatures
 */
public record LogProof(InclusionProof inclusion, SignedNote checkpoint) {

  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String INDEX = "index ";
  private static final String PARSE = "parse log proof";
  private static final int MAX_BYTES = SignedNote.MAX_BYTES + 8192;

  /**
   * Parses a proof.
   *
   * @throws ProofException if the bytes are no proof in its one canonical spelling
   */
  public static LogProof parse(byte[] bytes) throws ProofException {
    String text = StrictText.decode(PARSE, bytes, MAX_BYTES);
    int split = text.indexOf("\n\n");
    if (split < 0) {
      throw new ProofException(PARSE, "no checkpoint after an empty line");
    }
    byte[] note = text.substring(split + 2).getBytes(StandardCharsets.UTF_8);
    return new LogProof(inclusion(text.substring(0, split)), SignedNote.parse(note));
  }

  private static InclusionProof inclusion(String head) throws ProofException {
    // Two lines before the hashes; one more than allowed shows that there are too many.
    String[] lines = head.split("\n", 2 + InclusionProof.MAX_PATH + 1);
    if (!lines[0].equals(HEADER)) {
      throw new ProofException(PARSE, "the first line is not " + HEADER);
    }
    if (lines.length < 2 || !lines[1].startsWith(INDEX)) {
      throw new ProofException(PARSE, "the second line is not the index");
    }
    if (lines.length > 2 + InclusionProof.MAX_PATH) {
      throw new ProofException(PARSE, "more than " + InclusionProof.MAX_PATH + " hashes");
    }
    List<Sha256> path = new ArrayList<>();
    for (String line : List.of(lines).subList(2, lines.length)) {
      path.add(CanonicalText.hash(PARSE + " hash", line));
    }
    long index = CanonicalText.decimal(PARSE + " index", lines[1].substring(INDEX.length()));
    return new InclusionProof(index, path);
  }

  /** The proof as text; its UTF-8 bytes parse to this proof again. */
  public String encode() {
    var text = new StringBuilder(HEADER).append('\n');
    text.append(INDEX).append(inclusion.index()).append('\n');
    inclusion.path().forEach(h -> text.append(CanonicalText.base64(h)).append('\n'));
    return text.append('\n').append(checkpoint.encode()).toString();
  }

  /** The bytes of {@link #encode()}. */
  public byte[] bytes() {
    return encode().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Verifies that an entry is in a log at the index of this proof.
   *
   * @param entry the entry itself
   * @param log the log that is believed
   * @return the checkpoint that covers the entry
   * @throws ProofException if the checkpoint is not signed by that log or does not cover the entry
   */
  public Checkpoint verify(byte[] entry, CosignerVerifyingKey log) throws ProofException {
    Checkpoint covering = Checkpoint.open(checkpoint, log);
    verify(entry, covering);
    return covering;
  }

  /**
   * Verifies that an entry is in a log at the index of this proof, and that enough organizations
   * have witnessed the log's state.
   *
   * @param entry the entry itself
   * @param policy the log that is believed, and who must have cosigned
   * @return the checkpoint that covers the entry, with its witnesses
   * @throws ProofException if the checkpoint is not signed by that log, too few have cosigned it,
   *     or it does not cover the entry
   */
  public WitnessedCheckpoint verify(byte[] entry, WitnessPolicy policy) throws ProofException {
    WitnessedCheckpoint covering = policy.verify(checkpoint);
    verify(entry, covering.checkpoint());
    return covering;
  }

  private void verify(byte[] entry, Checkpoint covering) throws ProofException {
    inclusion.verify(MerkleTree.leafHash(entry), covering.size(), covering.root());
  }
}
