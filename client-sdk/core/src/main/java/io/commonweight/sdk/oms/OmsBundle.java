package io.commonweight.sdk.oms;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * One organization's signature over a model's files, in the format of OpenSSF Model Signing 1.0:
 * method {@code files}, SHA-256, one ECDSA signature of a P-256 key.
 *
 * <p>Reading it checks the form alone. Only {@link #verify} says whose it is, and of what.
 *
 * @param hint names the key: the SHA-256 of its PEM text
 * @param payload the signed statement, as received
 * @param signature over the payload's pre-authentication encoding, in DER
 */
public record OmsBundle(String hint, Bytes payload, Bytes signature) {
  /** The largest bundle; one of a release that fits the log is smaller. */
  public static final int MAX_BYTES = 1 << 17;

  /** What a bundle is. */
  public static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

  private static final int PEM_LINE_LENGTH = 64;

  /**
   * Signs a release's files.
   *
   * @param model a name for people: that of the repo
   * @param key of {@link Algorithm#P_256}
   * @throws IllegalArgumentException if there is no file, or key or name is not of that kind
   */
  public static OmsBundle sign(String model, List<Release.File> files, SigningKey key) {
    requireP256(key.verifyingKey());
    byte[] payload = OmsStatement.of(model, files).encode();
    return new OmsBundle(
        hintOf(key.verifyingKey()), Bytes.of(payload), Bytes.of(key.sign(signedBytes(payload))));
  }

  /**
   * Reads a bundle, also one that another tool has written.
   *
   * @throws OmsException if it is larger than {@link #MAX_BYTES} or not of this form
   */
  public static OmsBundle parse(byte[] json) throws OmsException {
    BundleDocument document = BundleDocument.parse(json);
    return new OmsBundle(
        document.hint(),
        decode("payload", document.dsseEnvelope().payload()),
        decode("sig", document.signature()));
  }

  /** The bundle as canonical JSON, to be kept as {@code *.sig} beside the model. */
  public byte[] encode() {
    return BundleDocument.of(hint, encode(payload), encode(signature)).encode();
  }

  /**
   * Checks that this key has signed exactly these files.
   *
   * @throws OmsException if it has not; the signature is checked before the statement is read
   * @throws IllegalArgumentException if the key is not of {@link Algorithm#P_256}
   */
  public void verify(VerifyingKey key, List<Release.File> files) throws OmsException {
    requireP256(key);
    if (!hint.equals(hintOf(key))) {
      throw new OmsException(
          "made with another key than %s: its hint is '%s', not '%s'"
              .formatted(key.fingerprint(), hint, hintOf(key)));
    }
    if (!key.verify(signedBytes(payload.toArray()), signature.toArray())) {
      throw new OmsException("the signature is not that of " + key.fingerprint());
    }
    OmsStatement.parse(payload.toArray()).requireExactly(files);
  }

  private static void requireP256(VerifyingKey key) {
    if (key.algorithm() != Algorithm.P_256) {
      throw new IllegalArgumentException(
          "an OMS bundle is signed with P-256, not " + key.algorithm());
    }
  }

  private static String hintOf(VerifyingKey key) {
    return Sha256.of(pem(key).getBytes(StandardCharsets.US_ASCII)).hex();
  }

  /**
   * A key as other tools read it, and as the hint hashes it: PEM of 64 columns, line feeds, one at
   * the end (RFC 7468).
   */
  public static String pem(VerifyingKey key) {
    byte[] lineFeed = {'\n'};
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(Base64.getMimeEncoder(PEM_LINE_LENGTH, lineFeed).encodeToString(key.spki()));
  }

  private static byte[] signedBytes(byte[] payload) {
    return Envelope.preAuthenticationEncoding(Statement.PAYLOAD_TYPE, payload);
  }

  private static String encode(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }

  /** Both alphabets, as DSSE demands of readers. */
  private static Bytes decode(String member, String base64) throws OmsException {
    try {
      return Bytes.of(Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/')));
    } catch (IllegalArgumentException e) {
      throw new OmsException(member + " is not base64: " + e.getMessage(), e);
    }
  }
}
