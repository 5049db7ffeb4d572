package io.commonweight.sdk.identity;

import io.commonweight.sdk.Bytes;
import java.util.Arrays;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/** A private key in this process's memory. */
final class SoftwareKey implements SigningKey {
  private final byte[] seed;
  private final AsymmetricKeyParameter key;
  private final VerifyingKey verifyingKey;

  /**
   * The key of a seed, which is copied.
   *
   * @throws IllegalArgumentException if no key follows from it
   */
  SoftwareKey(Algorithm algorithm, byte[] seed) {
    if (seed.length != Algorithm.SEED_BYTES) {
      throw new IllegalArgumentException(
          "a seed of %s has %d bytes, not %d"
              .formatted(algorithm.label(), Algorithm.SEED_BYTES, seed.length));
    }
    this.seed = seed.clone();
    this.key = Primitives.privateKey(algorithm, this.seed);
    this.verifyingKey = new VerifyingKey(algorithm, Bytes.of(Primitives.publicHalf(key)));
  }

  @Override
  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  /** The secret that all follows from; a copy, which the caller wipes. */
  byte[] seed() {
    return Arrays.copyOf(seed, seed.length);
  }

  @Override
  public byte[] sign(byte[] message) {
    Signer signer = Primitives.signer(algorithm());
    signer.init(true, key);
    signer.update(message, 0, message.length);
    try {
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new AssertionError("a signer that was given a private key", e);
    }
  }

  @Override
  public String toString() {
    return "SigningKey[%s %s]".formatted(algorithm().label(), fingerprint().abbreviated());
  }
}
