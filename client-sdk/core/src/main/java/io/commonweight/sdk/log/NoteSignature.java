package io.commonweight.sdk.log;

import io.commonweight.sdk.identity.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * One signature line of a note: {@code — <name> <base64 of key id and signature>}.
 *
 * @param name who claims to have signed
 * @param base64 standard base64 of the 4-byte key id and the signature; in a timestamped line the
 *     time stands between them
 */
public record NoteSignature(String name, String base64) {

  private static final String PREFIX = "\u2014 ";
  private static final String PARSE = "parse signature line";

  /**
   * Checks both parts.
   *
   * @throws IllegalArgumentException if the name is none, or the rest no canonical base64 of more
   *     than 4 bytes
   */
  public NoteSignature {
    NoteKey.requireName(name);
    requireKeyIdAndSignature(base64);
  }

  /** The line of a key with a signature of that key's type. */
  static NoteSignature of(NoteKey key, byte[] signature) {
    byte[] id = HexFormat.of().parseHex(key.id());
    byte[] both = Arrays.copyOf(id, NoteKey.ID_BYTES + signature.length);
    System.arraycopy(signature, 0, both, NoteKey.ID_BYTES, signature.length);
    return new NoteSignature(key.name(), Base64.getEncoder().encodeToString(both));
  }

  /** Signs the text of a note with an Ed25519 key (type 0x01). */
  static NoteSignature of(String text, String name, SigningKey key) {
    SignedNote.requireText(text);
    var noteKey = new NoteKey(name, SignatureType.ED25519, key.verifyingKey());
    return of(noteKey, key.sign(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Parses a signature line without its line feed, as a witness answers it.
   *
   * @throws ProofException if it is none
   */
  public static NoteSignature parse(String line) throws ProofException {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(PREFIX) || space < PREFIX.length()) {
      throw new ProofException(PARSE, "not a dash, a name and a signature");
    }
    try {
      return new NoteSignature(line.substring(PREFIX.length(), space), line.substring(space + 1));
    } catch (IllegalArgumentException e) {
      throw new ProofException(PARSE, String.valueOf(e.getMessage()));
    }
  }

  /** The line without its line feed. */
  public String line() {
    return PREFIX + name + ' ' + base64;
  }

  /** Name and key id, as in {@link NoteKey#label()}. */
  String label() {
    return name + '+' + keyId();
  }

  /** The key id, 8 lower-case hexadecimal digits. */
  public String keyId() {
    return HexFormat.of().formatHex(Base64.getDecoder().decode(base64), 0, NoteKey.ID_BYTES);
  }

  /** What follows the key id: the signature, after the time if it has one; freshly allocated. */
  public byte[] signature() {
    byte[] both = Base64.getDecoder().decode(base64);
    return Arrays.copyOfRange(both, NoteKey.ID_BYTES, both.length);
  }

  private static void requireKeyIdAndSignature(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
      throw new IllegalArgumentException("base64 that is not canonical");
    }
    if (bytes.length <= NoteKey.ID_BYTES) {
      throw new IllegalArgumentException("a signature of " + bytes.length + " bytes");
    }
  }
}
