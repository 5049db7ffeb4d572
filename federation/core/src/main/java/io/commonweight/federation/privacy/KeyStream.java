package io.commonweight.federation.privacy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Uniform bits for noise: the ChaCha20 key stream (RFC 8439) of a 256-bit secret. It is as hard to
 * tell from true randomness as ChaCha20, and more than ten times as fast as the platform's {@link
 * SecureRandom}. Endless: after 2<sup>30</sup> bytes the nonce is counted up. Not thread-safe.
 */
public final class KeyStream implements RandomGenerator {

  /** Length of the secret. */
  public static final int SECRET_BYTES = 32;

  private static final int BUFFER_BYTES = 1 << 14;
  private static final int BUFFERS_PER_NONCE = 1 << 16;
  private static final byte[] ZEROS = new byte[BUFFER_BYTES];

  private final SecretKeySpec key;
  private final Cipher cipher;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final ByteBuffer words = ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
  private long nonce;
  private int buffersLeft;

  /**
   * The stream of a secret, the same for the same secret: for tests. Noise that is to protect
   * anybody comes from {@link #fresh}.
   *
   * @param secret of {@value #SECRET_BYTES} bytes
   */
  public KeyStream(byte[] secret) {
    if (secret.length != SECRET_BYTES) {
      throw new IllegalArgumentException("a secret of " + secret.length + " bytes, not 32");
    }
    key = new SecretKeySpec(secret, "ChaCha20");
    try {
      cipher = Cipher.getInstance("ChaCha20");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the Java platform lacks ChaCha20", e);
    }
    words.position(BUFFER_BYTES);
  }

  /** A stream that nobody can repeat: its secret is drawn from {@code random} and kept nowhere. */
  public static KeyStream fresh(SecureRandom random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new KeyStream(secret);
  }

  @Override
  public long nextLong() {
    if (!words.hasRemaining()) {
      refill();
    }
    return words.getLong();
  }

  private void refill() {
    try {
      if (buffersLeft == 0) {
        byte[] bytes = ByteBuffer.allocate(12).putInt(0).putLong(nonce).array();
        cipher.init(Cipher.ENCRYPT_MODE, key, new ChaCha20ParameterSpec(bytes, 0));
        nonce++;
        buffersLeft = BUFFERS_PER_NONCE;
      }
      cipher.update(ZEROS, 0, BUFFER_BYTES, buffer);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("ChaCha20 does not work", e);
    }
    buffersLeft--;
    words.clear();
  }
}
