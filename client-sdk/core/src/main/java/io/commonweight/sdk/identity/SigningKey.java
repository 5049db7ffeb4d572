package io.commonweight.sdk.identity;

import io.commonweight.sdk.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/**
 * An Ed25519 private key (RFC 8032), kept as a PKCS#8 PEM file that {@code openssl} reads.
 *
 * <p>Its text form shows the fingerprint of the public half and never the key.
 */
public final class SigningKey {
  private static final String PEM_TYPE = "PRIVATE KEY";
  private static final int MAX_FILE_BYTES = 4096;

  private final Ed25519PrivateKeyParameters key;
  private final VerifyingKey verifyingKey;

  private SigningKey(Ed25519PrivateKeyParameters key) {
    this.key = key;
    this.verifyingKey = new VerifyingKey(Bytes.of(key.generatePublicKey().getEncoded()));
  }

  /** A fresh key. */
  public static SigningKey generate(SecureRandom random) {
    return new SigningKey(new Ed25519PrivateKeyParameters(random));
  }

  /**
   * The key of a 32-byte secret seed (RFC 8032 §5.1.5).
   *
   * @throws IllegalArgumentException if the seed is of another length
   */
  public static SigningKey ofSeed(byte[] seed) {
    if (seed.length != Ed25519PrivateKeyParameters.KEY_SIZE) {
      throw new IllegalArgumentException("an Ed25519 seed has 32 bytes, not " + seed.length);
    }
    return new SigningKey(new Ed25519PrivateKeyParameters(seed));
  }

  /**
   * Reads a PKCS#8 PEM file.
   *
   * @throws IOException if the file cannot be read or holds no Ed25519 key; the message names it
   */
  public static SigningKey load(Path file) throws IOException {
    String pem = text(file);
    try {
      return ofPem(pem);
    } catch (IOException | RuntimeException e) { // at malformed DER Bouncy Castle throws any kind
      throw new IOException(
          "%s holds no Ed25519 private key in PEM: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static SigningKey ofPem(String text) throws IOException {
    try (var reader = new PemReader(new StringReader(text))) {
      PemObject pem = reader.readPemObject();
      if (pem == null || !pem.getType().equals(PEM_TYPE)) {
        throw new IOException("there is no '" + PEM_TYPE + "'");
      }
      var info = PrivateKeyInfo.getInstance(pem.getContent());
      if (!info.getPrivateKeyAlgorithm().equals(VerifyingKey.ED25519)) {
        throw new IOException("the key is one of another algorithm");
      }
      return ofSeed(ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets());
    }
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        throw new IOException(
            "%s has more than %d bytes, too many for a private key"
                .formatted(file, MAX_FILE_BYTES));
      }
      return new String(bytes, StandardCharsets.US_ASCII);
    }
  }

  /**
   * Writes the key as PKCS#8 PEM, readable by the owner alone (mode 0600), durably.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the file is there: no key is overwritten
   */
  public void store(Path file) throws IOException {
    var info = new PrivateKeyInfo(VerifyingKey.ED25519, new DEROctetString(key.getEncoded()));
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(PEM_TYPE, info.getEncoded()));
    }
    Set<StandardOpenOption> createOnly =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel = FileChannel.open(file, createOnly, ownerOnly)) {
      ByteBuffer content = StandardCharsets.US_ASCII.encode(text.toString());
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
  }

  /** The public half. */
  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  /** What names this key. */
  public Fingerprint fingerprint() {
    return verifyingKey.fingerprint();
  }

  /** The 64-byte signature over {@code message}; the same message always gives the same one. */
  public byte[] sign(byte[] message) {
    var signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  @Override
  public String toString() {
    return "SigningKey[" + fingerprint().abbreviated() + "]";
  }
}
