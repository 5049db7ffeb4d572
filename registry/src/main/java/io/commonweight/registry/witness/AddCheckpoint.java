package io.commonweight.registry.witness;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.ConsistencyProof;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.StrictText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of an {@code add-checkpoint} request (C2SP tlog-witness v1.0.0): what the sender thinks
 * the witness has seen, the proof that the checkpoint continues it, and the checkpoint.
 *
 * @param old size of the checkpoint that the witness has cosigned last; 0 if none
 * @param proof from that size to the new one
 * @param note the checkpoint; nothing of it is verified
 * @param claim what the note's text says
 */
record AddCheckpoint(long old, ConsistencyProof proof, SignedNote note, Claim claim) {
  /** The longest request that is read, in bytes: room for a note with fifty witnesses' lines. */
  static final int MAX_BYTES = 512 << 10;

  private static final int MAX_PROOF = 63;
  private static final String PARSE = "parse add-checkpoint";
  private static final Pattern OLD = Pattern.compile("old (0|[1-9][0-9]{0,18})");
  private static final Pattern TEXT =
      Pattern.compile("([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\n");

  /**
   * The three lines of a checkpoint, read strictly and not judged: that an empty log has another
   * root is for the witness to say, after it has seen who signed it.
   *
   * @param origin the log's name
   * @param size number of entries
   * @param root root hash
   */
  record Claim(String origin, long size, Sha256 root) {}

  /** A request with the claim of its note. */
  static AddCheckpoint of(long old, ConsistencyProof proof, SignedNote note) throws ProofException {
    return new AddCheckpoint(old, proof, note, claim(note.text()));
  }

  /**
   * Parses a request.
   *
   * @throws ProofException if the bytes are none, or not in the one canonical spelling
   */
  static AddCheckpoint parse(byte[] bytes) throws ProofException {
    String text = StrictText.decode(PARSE, bytes, MAX_BYTES);
    int split = text.indexOf("\n\n");
    if (split < 0) {
      throw new ProofException(PARSE, "no checkpoint after an empty line");
    }
    String[] lines = text.substring(0, split).split("\n", MAX_PROOF + 2);
    Matcher old = OLD.matcher(lines[0]);
    if (!old.matches()) {
      throw new ProofException(PARSE, "the first line is not 'old' and a size");
    }
    if (lines.length > 1 + MAX_PROOF) {
      throw new ProofException(PARSE, "more than " + MAX_PROOF + " hashes");
    }
    List<Sha256> path = new ArrayList<>();
    for (String line : List.of(lines).subList(1, lines.length)) {
      path.add(hash(line));
    }
    byte[] note = text.substring(split + 2).getBytes(StandardCharsets.UTF_8);
    return of(size(old.group(1)), new ConsistencyProof(path), SignedNote.parse(note));
  }

  private static Claim claim(String text) throws ProofException {
    Matcher lines = TEXT.matcher(text);
    if (!lines.matches()) {
      throw new ProofException(PARSE, "the note is no checkpoint of three lines");
    }
    return new Claim(lines.group(1), size(lines.group(2)), hash(lines.group(3)));
  }

  private static long size(String digits) throws ProofException {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new ProofException(PARSE, "a size above 2^63 - 1");
    }
  }

  private static Sha256 hash(String base64) throws ProofException {
    try {
      byte[] hash = Base64.getDecoder().decode(base64);
      if (hash.length == Sha256.BYTES && Base64.getEncoder().encodeToString(hash).equals(base64)) {
        return Sha256.ofBytes(hash);
      }
    } catch (IllegalArgumentException e) {
      throw new ProofException(PARSE, "a hash that is not base64");
    }
    throw new ProofException(PARSE, "a hash that is not canonical base64 of 32 bytes");
  }

  /** The request as text; its UTF-8 bytes parse to this request again. */
  String encode() {
    var text = new StringBuilder("old ").append(old).append('\n');
    for (Sha256 hash : proof.path()) {
      text.append(Base64.getEncoder().encodeToString(hash.bytes())).append('\n');
    }
    return text.append('\n').append(note.encode()).toString();
  }
}
