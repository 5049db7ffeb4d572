package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.Derivation.Purpose;
import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.KemKey;
import io.commonweight.sdk.statement.SaltedShare;
import io.commonweight.sdk.statement.Secret;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The two shares that one node deals to another, encrypted to the other's sharing key: X-Wing's
 * ciphertext, then ChaCha20-Poly1305 (RFC 8439 §2.8) under the secret of that ciphertext, which is
 * used once, so the nonce is zero. The session, the sender and the receiver are in the key and are
 * the associated data.
 */
final class ShareBox {
  private static final int PLAINTEXT_BYTES = 4 * Secret.BYTES;
  private static final int TAG_BYTES = 16;

  /** Every box has this length. */
  static final int BYTES = XWing.CIPHERTEXT_BYTES + PLAINTEXT_BYTES + TAG_BYTES;

  private static final String CIPHER = "ChaCha20-Poly1305";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;

  private final SecAggRound round;
  private final Fingerprint sender;
  private final Fingerprint receiver;

  /** The boxes of one pair, in one direction. */
  ShareBox(SecAggRound round, Fingerprint sender, Fingerprint receiver) {
    this.round = round;
    this.sender = sender;
    this.receiver = receiver;
  }

  /** Encrypts two shares. */
  Bytes seal(HeldShares shares, KemKey receiversKey, SecureRandom random) {
    byte[] seed = new byte[XWing.ENCAPSULATION_SEED_BYTES];
    random.nextBytes(seed);
    XWing.Encapsulation encapsulation = XWing.encapsulate(receiversKey.bytes(), seed);
    byte[] plaintext =
        ByteBuffer.allocate(PLAINTEXT_BYTES)
            .put(shares.seed().salt().bytes())
            .put(shares.seed().share().bytes())
            .put(shares.key().salt().bytes())
            .put(shares.key().share().bytes())
            .array();
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, encapsulation.secret()).doFinal(plaintext);
      return Bytes.of(
          ByteBuffer.allocate(BYTES).put(encapsulation.ciphertext().toArray()).put(sealed).array());
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK encrypts with " + CIPHER, e);
    }
  }

  /**
   * Decrypts two shares.
   *
   * @throws SecAggException WRONG_SHARE if it was not sealed by this sender for this receiver in
   *     this session
   */
  HeldShares open(Bytes box, Secret receiversPrivateKey) throws SecAggException {
    byte[] bytes = box.toArray();
    byte[] plaintext;
    try {
      Secret secret =
          XWing.decapsulate(receiversPrivateKey, Arrays.copyOf(bytes, XWing.CIPHERTEXT_BYTES));
      plaintext =
          cipher(Cipher.DECRYPT_MODE, secret)
              .doFinal(bytes, XWing.CIPHERTEXT_BYTES, bytes.length - XWing.CIPHERTEXT_BYTES);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new SecAggException(
          Reason.WRONG_SHARE,
          "the shares of %s for %s do not open"
              .formatted(sender.abbreviated(), receiver.abbreviated()),
          e);
    }
    return new HeldShares(
        new SaltedShare(word(plaintext, 0), word(plaintext, 1)),
        new SaltedShare(word(plaintext, 2), word(plaintext, 3)));
  }

  private Cipher cipher(int mode, Secret secret) throws GeneralSecurityException {
    byte[] key =
        round
            .derivation()
            .expand(Purpose.SHARE_BOX, KEY_BYTES, sender.bytes(), receiver.bytes(), secret.bytes());
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(
        mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(new byte[NONCE_BYTES]));
    cipher.updateAAD(round.id().bytes());
    cipher.updateAAD(sender.bytes());
    cipher.updateAAD(receiver.bytes());
    return cipher;
  }

  private static Secret word(byte[] plaintext, int index) {
    return Secret.of(
        Arrays.copyOfRange(plaintext, index * Secret.BYTES, (index + 1) * Secret.BYTES));
  }
}
