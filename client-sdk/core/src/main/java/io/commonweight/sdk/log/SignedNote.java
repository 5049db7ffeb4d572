package io.commonweight.sdk.log;

import io.commonweight.sdk.identity.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A text with the signatures of those who vouch for it (C2SP signed-note v1.0.0).
 *
 * <p>Nothing in a note may be believed before {@link #verify} names the keys that signed it.
 *
 * @param text the signed text: ends in a line feed, has no other control characters
 * @param signatures in the order of the note; 1 to 100
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

  /** Longest note that is read, in bytes. */
  public static final int MAX_BYTES = 1_000_000;

  private static final int MAX_SIGNATURES = 100;
  private static final String PARSE = "parse note";
  private static final String VERIFY = "verify note";

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

  /** Signs a text under a key name. */
  public static SignedNote sign(String text, String name, SigningKey key) {
    return new SignedNote(text, List.of(NoteSignature.of(text, name, key)));
  }

  /** This note with one more signature at its end. */
  public SignedNote with(NoteSignature signature) {
    List<NoteSignature> more = new ArrayList<>(signatures);
    more.add(signature);
    return new SignedNote(text, more);
  }

  /**
   * Parses a note from its bytes.
   *
   * @throws ProofException if they are no note, or one of more than 1 MB or 100 signatures
   */
  public static SignedNote parse(byte[] bytes) throws ProofException {
    if (bytes.length > MAX_BYTES) {
      throw new ProofException(PARSE, "a note of " + bytes.length + " bytes");
    }
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      return parse(decoder.decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new ProofException(PARSE, "not UTF-8");
    }
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
   * repeated ones of one key.
   *
   * @return the keys that signed, each once; at least one
   * @throws ProofException if a known key's signature is wrong, or no known key signed
   */
  public Set<NoteKey> verify(Collection<NoteKey> known) throws ProofException {
    Set<NoteKey> signers = new LinkedHashSet<>();
    for (NoteSignature signature : signatures) {
      Optional<NoteKey> key = find(known, signature);
      if (key.isEmpty() || signers.contains(key.get())) {
        continue;
      }
      if (!key.get().key().verify(text.getBytes(StandardCharsets.UTF_8), signature.signature())) {
        throw new ProofException(VERIFY, "wrong signature of " + key.get());
      }
      signers.add(key.get());
    }
    if (signers.isEmpty()) {
      throw new ProofException(VERIFY, "signed by none of " + known);
    }
    return signers;
  }

  private static Optional<NoteKey> find(Collection<NoteKey> known, NoteSignature signature)
      throws ProofException {
    Set<NoteKey> matching = new LinkedHashSet<>();
    for (NoteKey key : known) {
      if (key.name().equals(signature.name()) && key.id().equals(signature.keyId())) {
        matching.add(key);
      }
    }
    if (matching.size() > 1) {
      throw new ProofException(VERIFY, "two known keys share the id of " + signature.name());
    }
    return matching.stream().findFirst();
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
