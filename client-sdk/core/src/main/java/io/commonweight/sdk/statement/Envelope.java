package io.commonweight.sdk.statement;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A DSSE envelope (Dead Simple Signing Envelope 1.0.2): bytes, what they are, and signatures over
 * both.
 *
 * <p>In the log an envelope carries the two signatures of exactly one hybrid key, Ed25519 first and
 * ML-DSA-65 second; a merged {@code release.dsse.json} carries such a pair of each organization of
 * a quorum.
 *
 * @param payloadType what the payload is
 * @param payload the signed bytes, verbatim
 * @param signatures at least one
 */
public record Envelope(String payloadType, Bytes payload, List<Signature> signatures) {
  /** The largest envelope: tlog-tiles gives an entry's length 16 bits. */
  public static final int MAX_BYTES = 65_535;

  /** A merged envelope has at most so many signatures: two of each of 256 organizations. */
  public static final int MAX_SIGNATURES = 512;

  /** A hybrid key signs with both its halves. */
  private static final int SIGNATURES_OF_ONE = 2;

  /** 256 pairs of signatures are 1.2 MiB; the rest is the payload's. */
  private static final int MAX_MERGED_BYTES = 4 << 20;

  /**
   * One signature over the pre-authentication encoding.
   *
   * @param keyId the fingerprint of the key, which DSSE does not sign: it must be that of the key
   *     the signature verifies with
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

  /** Signs a payload with both halves of a key. */
  public static Envelope sign(String payloadType, byte[] payload, HybridKey key) {
    byte[] message = preAuthenticationEncoding(payloadType, payload);
    return new Envelope(
        payloadType,
        Bytes.of(payload),
        List.of(signature(message, key.ed25519()), signature(message, key.mlDsa65())));
  }

  /** Signs a statement with both halves of a key. */
  public static Envelope sign(Statement statement, HybridKey key) {
    return sign(Statement.PAYLOAD_TYPE, statement.encode(), key);
  }

  private static Signature signature(byte[] message, SigningKey key) {
    return new Signature(key.fingerprint().hex(), Bytes.of(key.sign(message)));
  }

  /**
   * One envelope with the signatures of all of these, in their order.
   *
   * @param entries at least one, of equal type and payload
   * @throws IllegalArgumentException if they say different things, or have too many signatures
   */
  public static Envelope merge(List<Envelope> entries) {
    Envelope first = entries.getFirst();
    if (!entries.stream().allMatch(first::saysTheSameAs)) {
      throw new IllegalArgumentException("envelopes of different payloads cannot be merged");
    }
    return new Envelope(
        first.payloadType(),
        first.payload(),
        entries.stream().flatMap(entry -> entry.signatures().stream()).toList());
  }

  private boolean saysTheSameAs(Envelope other) {
    return payloadType.equals(other.payloadType) && payload.equals(other.payload);
  }

  /**
   * The log entries that were merged into this envelope: one for each pair of signatures.
   *
   * @throws JsonException if the number of signatures is odd
   */
  public List<Envelope> entries() throws JsonException {
    if (signatures.size() % SIGNATURES_OF_ONE != 0) {
      throw new JsonException(
          "an envelope of %d signatures: each signer makes two".formatted(signatures.size()));
    }
    return IntStream.range(0, signatures.size() / SIGNATURES_OF_ONE)
        .mapToObj(i -> signatures.subList(SIGNATURES_OF_ONE * i, SIGNATURES_OF_ONE * (i + 1)))
        .map(pair -> new Envelope(payloadType, payload, pair))
        .toList();
  }

  /**
   * Reads an envelope.
   *
   * @throws JsonException if it is not canonical JSON of an envelope, or larger than 4 MiB
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

  /**
   * Whether the signatures are exactly this key's two: Ed25519 first, ML-DSA-65 second, each under
   * the fingerprint of its half, and both valid.
   */
  public boolean isSignedBy(HybridVerifyingKey key) {
    if (signatures.size() != SIGNATURES_OF_ONE) {
      return false;
    }
    byte[] message = preAuthenticationEncoding(payloadType, payload.toArray());
    return isOf(key.ed25519(), message, signatures.getFirst())
        && isOf(key.mlDsa65(), message, signatures.getLast());
  }

  private static boolean isOf(VerifyingKey key, byte[] message, Signature signature) {
    return signature.keyId().equals(key.fingerprint().hex())
        && key.verify(message, signature.signature().toArray());
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
