package io.commonweight.sdk.log;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key that signature lines of one type are verified with (C2SP signed-note v1.0.0).
 *
 * @param name such as the origin of a log; not empty, at most 255 bytes of UTF-8, without spaces
 *     and {@code +}
 * @param type what its lines are
 * @param key the public key, of the type's algorithm
 */
public record NoteKey(String name, SignatureType type, VerifyingKey key) {

  static final int ID_BYTES = 4;

  // A cosigned message holds the name after its length in one byte.
  private static final int MAX_NAME_BYTES = 255;
  private static final int MAX_VKEY = 4096;
  private static final String PARSE = "parse vkey";

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the name is empty, too long, or has a space or a plus sign,
   *     or the key is of another algorithm than the type's
   */
  public NoteKey {
    requireName(name);
    if (key.algorithm() != type.algorithm()) {
      throw new IllegalArgumentException(
          "a %s key for a line of type 0x%02x".formatted(key.algorithm().label(), type.id()));
    }
  }

  /**
   * Parses a verifier key: {@code <name>+<8 hex digits>+<base64 of type and key>}.
   *
   * @throws ProofException if it is none, its id does not fit its key, or its type is none of
   *     {@link SignatureType}
   */
  public static NoteKey parse(String vkey) throws ProofException {
    // Base64 itself may contain a plus sign, a name may not.
    String[] parts = vkey.split("\\+", 3);
    if (parts.length != 3 || vkey.length() > MAX_VKEY) {
      throw new ProofException(PARSE, "not a name, an id and a key");
    }
    NoteKey key = of(parts[0], CanonicalText.base64(PARSE, parts[2]));
    if (!key.id().equals(parts[1])) {
      throw new ProofException(PARSE, "the id is " + parts[1] + ", the key's " + key.id());
    }
    return key;
  }

  private static NoteKey of(String name, byte[] typed) throws ProofException {
    if (typed.length == 0) {
      throw new ProofException(PARSE, "no key after the id");
    }
    SignatureType type =
        SignatureType.ofId(typed[0])
            .orElseThrow(
                () ->
                    new ProofException(
                        PARSE, "type 0x%02x, not 0x01, 0x04 or 0x06".formatted(typed[0])));
    try {
      Bytes raw = Bytes.of(Arrays.copyOfRange(typed, 1, typed.length));
      return new NoteKey(name, type, new VerifyingKey(type.algorithm(), raw));
    } catch (IllegalArgumentException e) {
      throw new ProofException(PARSE, String.valueOf(e.getMessage()));
    }
  }

  /** First 4 bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key), as 8 lower-case hexadecimal digits. */
  public String id() {
    var digest = Sha256.newDigest();
    digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(typed()), 0, ID_BYTES);
  }

  /** The key as a vkey, which {@link #parse} reads. */
  public String vkey() {
    return label() + '+' + Base64.getEncoder().encodeToString(typed());
  }

  /** Name and id, {@code <name>+<8 hex digits>}: what a signature line claims to be of. */
  public String label() {
    return name + '+' + id();
  }

  /** The label. */
  @Override
  public String toString() {
    return label();
  }

  private byte[] typed() {
    byte[] raw = key.raw().toArray();
    byte[] typed = new byte[1 + raw.length];
    typed[0] = type.id();
    System.arraycopy(raw, 0, typed, 1, raw.length);
    return typed;
  }

  static void requireName(String name) {
    boolean bad = name.codePoints().anyMatch(NoteKey::isForbidden);
    boolean tooLong = name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES;
    if (name.isEmpty() || tooLong || bad) {
      throw new IllegalArgumentException("not a key name: '" + name + "'");
    }
  }

  private static boolean isForbidden(int c) {
    return c == '+'
        || c < ' '
        || Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == '\u0085' // next line: a space to Unicode, a control character to Java
        || Character.getType(c) == Character.SURROGATE;
  }
}
