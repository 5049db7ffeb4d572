package io.commonweight.federation.secagg;

import io.commonweight.sdk.Bytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A mask: a vector of elements that look random to whoever lacks its key. Element i is the low R
 * bits of bytes [i·w, (i+1)·w), little-endian, of the ChaCha20 keystream (RFC 8439 §2.4, counter
 * from 0), where w = ⌈R/8⌉; so each element is uniform, and any window of a long mask is had
 * without what comes before it.
 *
 * <p>Time grows with the window; memory is 64 KiB. Safe for use by several threads.
 */
final class MaskStream {
  /** A keystream has 2^32 blocks of 64 bytes. */
  static final long MAX_BYTES = 1L << 38;

  static final int KEY_BYTES = 32;
  static final int NONCE_BYTES = 12;
  private static final int BLOCK_BYTES = 64;
  private static final int CHUNK_ELEMENTS = 1 << 13;

  private final Bytes keyAndNonce;
  private final Modulus modulus;

  /**
   * The mask of a key.
   *
   * @param keyAndNonce 32 and 12 bytes that no other mask has
   */
  MaskStream(byte[] keyAndNonce, Modulus modulus) {
    this.keyAndNonce = Bytes.of(keyAndNonce);
    this.modulus = modulus;
  }

  /** Adds the elements from {@code offset} on to a window of elements. */
  void add(long offset, long[] window) {
    apply(offset, window, 1);
  }

  /** Subtracts the elements from {@code offset} on from a window of elements. */
  void subtract(long offset, long[] window) {
    apply(offset, window, -1);
  }

  private void apply(long offset, long[] window, int sign) {
    int width = modulus.elementBytes();
    Cipher cipher = cipherAt(offset * width / BLOCK_BYTES);
    skip(cipher, (int) (offset * width % BLOCK_BYTES));
    byte[] stream = new byte[CHUNK_ELEMENTS * width];
    for (int start = 0; start < window.length; start += CHUNK_ELEMENTS) {
      int count = Math.min(CHUNK_ELEMENTS, window.length - start);
      keystream(cipher, stream, count * width);
      for (int i = 0; i < count; i++) {
        long element = LittleEndian.read(stream, i * width, width);
        window[start + i] = modulus.reduce(window[start + i] + sign * element);
      }
    }
  }

  private Cipher cipherAt(long block) {
    byte[] both = keyAndNonce.toArray();
    try {
      Cipher cipher = Cipher.getInstance("ChaCha20");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(both, 0, KEY_BYTES, "ChaCha20"),
          new ChaCha20ParameterSpec(
              Arrays.copyOfRange(both, KEY_BYTES, KEY_BYTES + NONCE_BYTES), (int) block));
      return cipher;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has ChaCha20", e);
    }
  }

  private static void skip(Cipher cipher, int bytes) {
    keystream(cipher, new byte[BLOCK_BYTES], bytes);
  }

  /** Writes the next bytes of the keystream over those of {@code out}. */
  private static void keystream(Cipher cipher, byte[] out, int bytes) {
    Arrays.fill(out, 0, bytes, (byte) 0);
    try {
      int written = cipher.update(out, 0, bytes, out, 0);
      if (written != bytes) {
        throw new AssertionError("a stream cipher that holds back bytes");
      }
    } catch (GeneralSecurityException e) {
      throw new AssertionError("room for as many bytes as go in", e);
    }
  }
}
