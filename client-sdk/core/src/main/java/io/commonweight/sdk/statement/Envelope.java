package io.commonweight.sdk.statement;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A DSSE envelope (Dead Simple Signing Envelope 1.0.2): bytes, what they are, and signatures over
 * both.
 *
 * <p>In the log an envelope carries the signature of exactly one organization; a merged {@code
 * release.dsse.json} carries those of a quorum.
 *
 * @param payloadType what the payload is
 * @param payload the signed bytes, verbatim
 * @param signatures at least one; key ids are hints and decide nothing
 */
public record Envelope(String payloadType, Bytes payload, List<Signature> signatures) {
  /** The largest envelope: tlog-tiles gives an entry's length 16 bits. */
  public static final int MAX_BYTES = 65_535;

  /** A merged envelope has at most so many signatures. */
  public static final int MAX_SIGNATURES = 256;

  private static final int MAX_MERGED_BYTES = 1 << 20;

  /**
   * One signature over the pre-authentication encoding.
   *
   * @param keyId an unauthenticated hint: the fingerprint of the key
   * @param signature the raw signature
   */
  public record Signature(String keyId, Bytes signature) {}

  /** Copies the list. */
  public Envelope {
    signatures = List.copyOf(signatures);
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException("an envelope has 1 to " + MAX_SIGNATURES + " signatures");
    }
  }

  /** Signs a payload with one key. */
  public static Envelope sign(String payloadType, byte[] payload, SigningKey key) {
    byte[] signature = key.sign(preAuthenticationEncoding(payloadType, payload));
    return new Envelope(
        payloadType,
        Bytes.of(payload),
        List.of(new Signature(key.fingerprint().hex(), Bytes.of(signature))));
  }

  /** Signs a statement with one key. */
  public static Envelope sign(Statement statement, SigningKey key) {
    return sign(Statement.PAYLOAD_TYPE, statement.encode(), key);
  }

  /**
   * Reads an envelope.
   *
   * @throws JsonException if it is not canonical JSON of an envelope, or larger than 1 MiB
   */
  public static Envelope parse(byte[] json) throws JsonException {
    Document document = CanonicalJson.read(json, MAX_MERGED_BYTES, Document.class);
    try {
      return new Envelope(
          document.payloadType(),
          decode(document.payload()),
          document.signatures().stream()
              .map(s -> new Signature(s.keyid(), decode(s.sig())))
              .toList());
    } catch (IllegalArgumentException e) {
      throw new JsonException("not a valid envelope: " + e.getMessage());
    }
  }

  /** The canonical bytes: what a log entry holds. */
  public byte[] encode() {
    return CanonicalJson.write(
        new Document(
            encode(payload),
            payloadType,
            signatures.stream()
                .map(s -> new SignatureDocument(s.keyId(), encode(s.signature())))
                .toList()));
  }

  /** Whether at least one of the signatures is this key's. */
  public boolean isSignedBy(VerifyingKey key) {
    byte[] message = preAuthenticationEncoding(payloadType, payload.toArray());
    return signatures.stream().anyMatch(s -> key.verify(message, s.signature().toArray()));
  }

  /** The fingerprint the first signature hints at; whoever uses it must still verify. */
  public Fingerprint signerHint() throws JsonException {
    try {
      return Fingerprint.of(signatures.getFirst().keyId());
    } catch (IllegalArgumentException e) {
      throw new JsonException("keyid: " + e.getMessage());
    }
  }

  /** The digest of the payload: what other statements name this one by. */
  public Sha256 payloadDigest() {
    return payload.sha256();
  }

  /** The digest of what is signed; two envelopes of one signer with the same one are one entry. */
  public Sha256 signedDigest() {
    return Sha256.of(preAuthenticationEncoding(payloadType, payload.toArray()));
  }

  /** {@code PAE(type, body)} of the DSSE specification, §2. */
  public static byte[] preAuthenticationEncoding(String type, byte[] body) {
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream(body.length + typeBytes.length + 32);
    out.writeBytes(ascii("DSSEv1 " + typeBytes.length + " "));
    out.writeBytes(typeBytes);
    out.writeBytes(ascii(" " + body.length + " "));
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String encode(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }

  /** Standard base64 only: an entry has one encoding, so that one statement is one leaf. */
  private static Bytes decode(String base64) {
    Bytes bytes = Bytes.of(Base64.getDecoder().decode(base64));
    if (!encode(bytes).equals(base64)) {
      throw new IllegalArgumentException("base64 is not canonical");
    }
    return bytes;
  }

  private record Document(String payload, String payloadType, List<SignatureDocument> signatures) {}

  private record SignatureDocument(String keyid, String sig) {}
}
