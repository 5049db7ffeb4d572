package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Envelope;

/**
 * A message of which this process has seen that the node it names has signed it, for this session.
 * There is no other way to have one than {@link #open}.
 */
public final class Signed<M extends Message> {
  /** The largest payload: that of 64 nodes' commitments fits, and its envelope a log entry. */
  static final int MAX_PAYLOAD_BYTES = 32 << 10;

  private static final String TYPE = "application/vnd.commonweight.secagg.%s.v1+json";

  private final M message;
  private final Sha256 digest;

  /** For {@link #open}, and for tests of what follows it. */
  Signed(M message) {
    this.message = message;
    this.digest = Sha256.of(message.encode());
  }

  /** Signs a message. */
  static Envelope seal(Message message, HybridKey key) {
    return Envelope.sign(type(message.getClass()), message.encode(), key);
  }

  /**
   * Reads an envelope.
   *
   * @throws SecAggException if it is not a message of this kind, of another session, or not signed
   *     by both halves of the key of the node that it names
   */
  public static <M extends Message> Signed<M> open(
      Envelope envelope, Class<M> kind, SecAggRound round) throws SecAggException {
    if (!envelope.payloadType().equals(type(kind))) {
      throw new SecAggException(
          Reason.MALFORMED, "'%s' is no %s".formatted(envelope.payloadType(), type(kind)));
    }
    M message = parse(envelope.payload().toArray(), kind);
    round.requireSession(message.session());
    if (!envelope.isSignedBy(round.key(message.node()))) {
      throw new SecAggException(
          Reason.SIGNATURE, "not signed by " + message.node().abbreviated() + ", whom it names");
    }
    return new Signed<>(message);
  }

  /**
   * Reads a payload, without a signature.
   *
   * @throws SecAggException MALFORMED if it is not the canonical form of a message of this kind
   */
  static <M extends Message> M parse(byte[] payload, Class<M> kind) throws SecAggException {
    return read(payload, MAX_PAYLOAD_BYTES, kind);
  }

  static <T> T read(byte[] json, int maxBytes, Class<T> kind) throws SecAggException {
    try {
      return CanonicalJson.read(json, maxBytes, kind);
    } catch (JsonException e) {
      throw new SecAggException(Reason.MALFORMED, e.getMessage(), e);
    }
  }

  private static String type(Class<?> kind) {
    if (kind == Advertisement.class) {
      return TYPE.formatted("advertisement");
    }
    if (kind == Dealing.class) {
      return TYPE.formatted("dealing");
    }
    return TYPE.formatted(kind == MaskedInput.class ? "masked-input" : "reveal");
  }

  /** What the node says. */
  public M message() {
    return message;
  }

  /** The digest of the payload. */
  public Sha256 digest() {
    return digest;
  }
}
