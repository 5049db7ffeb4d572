package io.commonweight.sdk.log;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.identity.VerifyingKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key that notes are verified with: a name and an Ed25519 public key (signature type 0x01).
 *
 * @param name such as the origin of a log; not empty, without spaces and {@code +}
 * @param key the public key
 */
public record NoteKey(String name, VerifyingKey key) {

  static final int ID_BYTES = 4;

  private static final byte ED25519 = 0x01;
  private static final int MAX_NAME = 255;
  private static final int ED25519_BYTES = 32;
  private static final String PARSE = "parse vkey";

  /**
   * Checks the name and the key's algorithm.
   *
   * @throws IllegalArgumentException if the name is empty, too long, or has a space or a plus sign,
   *     or the key is not one of Ed25519
   */
  public NoteKey {
    requireName(name);
    if (key.algorithm() != Algorithm.ED25519) {
      throw new IllegalArgumentException("a note key of " + key.algorithm().label());
    }
  }

  /** The key that verifies what the signing key signs under that name. */
  public static NoteKey of(String name, SigningKey key) {
    return new NoteKey(name, key.verifyingKey());
  }

  /**
   * Parses a verifier key: {@code <name>+<8 hex digits>+<base64 of type and key>}.
   *
   * @throws ProofException if it is none, its id does not fit its key, or its type is not Ed25519
   */
  public static NoteKey parse(String vkey) throws ProofException {
    // Base64 itself may contain a plus sign, a name may not.
    String[] parts = vkey.split("\\+", 3);
    if (parts.length != 3) {
      throw new ProofException(PARSE, "not a name, an id and a key");
    }
    byte[] typed = CanonicalText.base64(PARSE, parts[2]);
    if (typed.length != 1 + ED25519_BYTES || typed[0] != ED25519) {
      throw new ProofException(PARSE, "not an Ed25519 key (type 0x01)");
    }
    NoteKey key = of(parts[0], typed);
    if (!key.id().equals(parts[1])) {
      throw new ProofException(PARSE, "the id is " + parts[1] + ", the key's " + key.id());
    }
    return key;
  }

  private static NoteKey of(String name, byte[] typed) throws ProofException {
    try {
      byte[] raw = Arrays.copyOfRange(typed, 1, typed.length);
      return new NoteKey(name, new VerifyingKey(Algorithm.ED25519, Bytes.of(raw)));
    } catch (IllegalArgumentException e) {
      throw new ProofException(PARSE, String.valueOf(e.getMessage()));
    }
  }

  /** First 4 bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key), as 8 lower-case hexadecimal digits. */
  public String id() {
    byte[] prefix = (name + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] typed = typed();
    byte[] all = new byte[prefix.length + typed.length];
    System.arraycopy(prefix, 0, all, 0, prefix.length);
    System.arraycopy(typed, 0, all, prefix.length, typed.length);
    return HexFormat.of().formatHex(Sha256.of(all).bytes(), 0, ID_BYTES);
  }

  /** The key as a vkey, which {@link #parse} reads. */
  public String vkey() {
    return name + '+' + id() + '+' + Base64.getEncoder().encodeToString(typed());
  }

  /** The vkey. */
  @Override
  public String toString() {
    return vkey();
  }

  private byte[] typed() {
    byte[] typed = new byte[1 + ED25519_BYTES];
    typed[0] = ED25519;
    System.arraycopy(key.raw().toArray(), 0, typed, 1, ED25519_BYTES);
    return typed;
  }

  static void requireName(String name) {
    boolean bad = name.codePoints().anyMatch(NoteKey::isForbidden);
    if (name.isEmpty() || name.length() > MAX_NAME || bad) {
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
