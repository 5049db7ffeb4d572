package io.commonweight.sdk.identity;

import io.commonweight.sdk.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * A secret under a passphrase, as an EncryptedPrivateKeyInfo (RFC 5958 §3): PBES2 (RFC 8018 §6.2)
 * of scrypt (RFC 7914 §7) and AES-256-GCM (RFC 5084 §3.2).
 *
 * @param salt what is mixed into the passphrase
 * @param cost what deriving the key costs
 * @param nonce 12 bytes
 * @param ciphertext the encrypted secret, the tag of 16 bytes behind it
 */
record EncryptedPkcs8(Bytes salt, ScryptCost cost, Bytes nonce, Bytes ciphertext) {
  private static final ASN1ObjectIdentifier ID_SCRYPT =
      new ASN1ObjectIdentifier("1.3.6.1.4.1.11591.4.11");

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int SALT_BYTES = 16;
  private static final int MAX_SALT_BYTES = 64;

  /** Encrypts a secret. */
  static EncryptedPkcs8 encrypt(
      byte[] secret, char[] passphrase, ScryptCost cost, SecureRandom random) {
    Bytes salt = fresh(SALT_BYTES, random);
    Bytes nonce = fresh(NONCE_BYTES, random);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, salt, cost, nonce, passphrase);
      return new EncryptedPkcs8(salt, cost, nonce, Bytes.of(cipher.doFinal(secret)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + CIPHER, e);
    }
  }

  private static Bytes fresh(int bytes, SecureRandom random) {
    byte[] content = new byte[bytes];
    random.nextBytes(content);
    return Bytes.of(content);
  }

  /**
   * Decrypts the secret; the caller wipes it.
   *
   * @throws IOException if the passphrase is another one
   */
  byte[] decrypt(char[] passphrase) throws IOException {
    try {
      return cipher(Cipher.DECRYPT_MODE, salt, cost, nonce, passphrase)
          .doFinal(ciphertext.toArray());
    } catch (AEADBadTagException e) {
      throw new IOException("cannot be decrypted: the passphrase is wrong, or the file damaged", e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has " + CIPHER, e);
    }
  }

  private static Cipher cipher(
      int mode, Bytes salt, ScryptCost cost, Bytes nonce, char[] passphrase)
      throws GeneralSecurityException {
    byte[] password = utf8(passphrase);
    byte[] key = SCrypt.generate(password, salt.toArray(), cost.n(), cost.r(), cost.p(), KEY_BYTES);
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      var parameters = new GCMParameterSpec(Byte.SIZE * TAG_BYTES, nonce.toArray());
      cipher.init(mode, new SecretKeySpec(key, "AES"), parameters);
      return cipher;
    } finally {
      Arrays.fill(password, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  private static byte[] utf8(char[] text) {
    int most = Math.round(text.length * StandardCharsets.UTF_8.newEncoder().maxBytesPerChar());
    ByteBuffer encoded = ByteBuffer.allocate(most);
    StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text), encoded, true);
    byte[] bytes = Arrays.copyOf(encoded.array(), encoded.position());
    Arrays.fill(encoded.array(), (byte) 0);
    return bytes;
  }

  /** The DER. */
  byte[] encode() {
    var scrypt =
        new KeyDerivationFunc(
            ID_SCRYPT,
            sequence(
                new DEROctetString(salt.toArray()),
                new ASN1Integer(cost.n()),
                new ASN1Integer(cost.r()),
                new ASN1Integer(cost.p()),
                new ASN1Integer(KEY_BYTES)));
    var aes =
        new EncryptionScheme(
            NISTObjectIdentifiers.id_aes256_GCM,
            sequence(new DEROctetString(nonce.toArray()), new ASN1Integer(TAG_BYTES)));
    var pbes2 =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, new PBES2Parameters(scrypt, aes));
    try {
      return new EncryptedPrivateKeyInfo(pbes2, ciphertext.toArray()).getEncoded("DER");
    } catch (IOException e) {
      throw new AssertionError("encoding to memory", e);
    }
  }

  private static ASN1Sequence sequence(ASN1Encodable... elements) {
    return new DERSequence(elements);
  }

  /**
   * Reads the DER.
   *
   * @throws IOException if it is malformed, of other algorithms, or would cost too much
   */
  static EncryptedPkcs8 parse(byte[] der) throws IOException {
    try {
      var info = EncryptedPrivateKeyInfo.getInstance(der);
      requireAlgorithm(
          PKCSObjectIdentifiers.id_PBES2, info.getEncryptionAlgorithm().getAlgorithm());
      var pbes2 = PBES2Parameters.getInstance(info.getEncryptionAlgorithm().getParameters());
      KeyDerivationFunc scrypt = pbes2.getKeyDerivationFunc();
      requireAlgorithm(ID_SCRYPT, scrypt.getAlgorithm());
      EncryptionScheme aes = pbes2.getEncryptionScheme();
      requireAlgorithm(NISTObjectIdentifiers.id_aes256_GCM, aes.getAlgorithm());
      var encrypted =
          of(
              ASN1Sequence.getInstance(scrypt.getParameters()),
              ASN1Sequence.getInstance(aes.getParameters()),
              info.getEncryptedData());
      if (!Arrays.equals(encrypted.encode(), der)) {
        throw new IllegalArgumentException("another encoding, or more than is known");
      }
      return encrypted;
    } catch (RuntimeException e) { // at malformed DER Bouncy Castle throws any kind
      throw new IOException(
          "has an encrypted block that is not PKCS#8 with scrypt and AES-256-GCM", e);
    }
  }

  private static EncryptedPkcs8 of(ASN1Sequence scrypt, ASN1Sequence aes, byte[] ciphertext)
      throws IOException {
    byte[] salt = octets(scrypt, 0);
    byte[] nonce = octets(aes, 0);
    if (salt.length > MAX_SALT_BYTES
        || nonce.length != NONCE_BYTES
        || ciphertext.length < TAG_BYTES) {
      throw new IllegalArgumentException("a salt, nonce or ciphertext of a wrong length");
    }
    return new EncryptedPkcs8(
        Bytes.of(salt),
        ScryptCost.of(integer(scrypt, 1), integer(scrypt, 2), integer(scrypt, 3)),
        Bytes.of(nonce),
        Bytes.of(ciphertext));
  }

  private static void requireAlgorithm(ASN1ObjectIdentifier expected, ASN1ObjectIdentifier found) {
    if (!found.equals(expected)) {
      throw new IllegalArgumentException("algorithm " + found + ", not " + expected);
    }
  }

  private static byte[] octets(ASN1Sequence sequence, int index) {
    return ASN1OctetString.getInstance(sequence.getObjectAt(index)).getOctets();
  }

  private static BigInteger integer(ASN1Sequence sequence, int index) {
    return ASN1Integer.getInstance(sequence.getObjectAt(index)).getValue();
  }
}
