package io.commonweight.sdk.log;

import io.commonweight.sdk.identity.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A text with the signatures of those who vouch for it (C2SP signed-note v1.0.0).
 *
 * <p>Nothing in a note may be believed before {@link #verify(Collection)} names the keys that
 * signed it.
 *
 * @param text the signed text: ends in a line feed, has no other control characters
 * @param signatures in the order of the note; 1 to 100
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

  /** Longest note that is read, in bytes. */
  public static final int MAX_BYTES = 1_000_000;

  static final int MAX_SIGNATURES = 100;
  private static final String PARSE = "parse note";
  static final String VERIFY = "verify note";

  /**
   * Copies the signatures.
   *
   * @throws IllegalArgumentException if the text cannot be signed, or there are no signatures or
   *     more than 100
   */
  public SignedNote {
    signatures = List.copyOf(signatures);
    requireText(text);
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException("a note with " + signatures.size() + " signatures");
    }
  }

  /** Signs a text under a key name with an Ed25519 key (type 0x01). */
  public static SignedNote sign(String text, String name, SigningKey key) {
    return new SignedNote(text, List.of(NoteSignature.of(text, name, key)));
  }

  /** This note with more signatures at its end. */
  public SignedNote with(List<NoteSignature> added) {
    List<NoteSignature> more = new ArrayList<>(signatures);
    more.addAll(added);
    return new SignedNote(text, more);
  }

  /**
   * Parses a note from its bytes.
   *
   * @throws ProofException if they are no note, or one of more than 1 MB or 100 signatures
   */
  public static SignedNote parse(byte[] bytes) throws ProofException {
    return parse(StrictText.decode(PARSE, bytes, MAX_BYTES));
  }

  private static SignedNote parse(String note) throws ProofException {
    int split = note.lastIndexOf("\n\n");
    if (split < 0 || !note.endsWith("\n")) {
      throw new ProofException(PARSE, "no signature lines after an empty line");
    }
    // Splitting with a limit keeps the empty string behind the last line feed.
    String[] lines = note.substring(split + 2).split("\n", MAX_SIGNATURES + 2);
    if (lines.length > MAX_SIGNATURES + 1) {
      throw new ProofException(PARSE, "more than " + MAX_SIGNATURES + " signatures");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : List.of(lines).subList(0, lines.length - 1)) {
      signatures.add(NoteSignature.parse(line));
    }
    try {
      return new SignedNote(note.substring(0, split + 1), signatures);
    } catch (IllegalArgumentException e) {
      throw new ProofException(PARSE, String.valueOf(e.getMessage()));
    }
  }

  /** The note as text; its UTF-8 bytes parse to this note again. */
  public String encode() {
    var note = new StringBuilder(text).append('\n');
    signatures.forEach(s -> note.append(s.line()).append('\n'));
    return note.toString();
  }

  /** The bytes of {@link #encode()}. */
  public byte[] bytes() {
    return encode().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Verifies the signatures of known keys. Signatures of unknown keys are ignored, and so are
   * repeated ones of one key. Who counts parties must see {@linkplain CosignerVerifyingKey both
   * halves} of each.
   *
   * @return one for each key that signed, in the order of the note; at least one
   * @throws ProofException if a known key's signature is wrong, or no known key signed
   */
  public List<VerifiedSignature> verify(Collection<NoteKey> known) throws ProofException {
    Map<String, NoteKey> keys = byLabel(known);
    List<VerifiedSignature> verified = new ArrayList<>();
    for (NoteSignature signature : signatures) {
      // Removing the key passes over its repeated signatures.
      NoteKey key = keys.remove(signature.label());
      if (key != null) {
        verified.add(new VerifiedSignature(key, verify(key, signature.signature())));
      }
    }
    if (verified.isEmpty()) {
      throw new ProofException(VERIFY, "signed by none of " + known);
    }
    return List.copyOf(verified);
  }

  private static Map<String, NoteKey> byLabel(Collection<NoteKey> known) throws ProofException {
    Map<String, NoteKey> keys = new HashMap<>();
    for (NoteKey key : known) {
      NoteKey other = keys.put(key.label(), key);
      if (other != null && !other.equals(key)) {
        throw new ProofException(VERIFY, "two known keys share the id of " + key);
      }
    }
    return keys;
  }

  private Optional<Instant> verify(NoteKey key, byte[] signature) throws ProofException {
    return switch (key.type()) {
      case ED25519 -> {
        if (!key.key().verify(text.getBytes(StandardCharsets.UTF_8), signature)) {
          throw Cosignature.wrong(key);
        }
        yield Optional.empty();
      }
      case ED25519_COSIGNATURE, ML_DSA_44_COSIGNATURE ->
          Optional.of(Cosignature.verify(Checkpoint.parse(text), key, signature));
    };
  }

  static void requireText(String text) {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("a note's text ends in a line feed");
    }
    if (text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw new IllegalArgumentException("a control character in a note's text");
    }
    if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      throw new IllegalArgumentException("a lone surrogate in a note's text");
    }
  }
}
