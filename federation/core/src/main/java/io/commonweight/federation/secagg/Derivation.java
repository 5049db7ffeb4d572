package io.commonweight.federation.secagg;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.SaltedShare;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHAKEDigest;

/**
 * Keys and commitments of one session. Each is a hash of the protocol's name, a purpose, the
 * session and its own inputs, each preceded by its length in four bytes, so that no two of
 * different meaning hash the same bytes.
 */
final class Derivation {
  private static final String PROTOCOL = "commonweight secagg/1";

  /** What is derived. */
  enum Purpose {
    /** The key under which shares travel. */
    SHARE_BOX,
    /** The randomness of the encapsulation of one node's pairwise secret to another. */
    PAIR_ENCAPSULATION,
    /** The seed of the mask that two nodes have in common. */
    PAIR_SEED,
    /** Key and nonce of the stream that is a pair's mask. */
    PAIR_MASK,
    /** Key and nonce of the stream that is a node's own mask. */
    SELF_MASK,
    /** The commitment to the seed of a node's own mask. */
    SEED_COMMITMENT,
    /** The commitment to a share of the seed of a node's own mask. */
    SEED_SHARE_COMMITMENT,
    /** The commitment to a share of the secret that a node's pairwise masks follow from. */
    KEY_SHARE_COMMITMENT
  }

  private final byte[] session;

  Derivation(Sha256 session) {
    this.session = session.bytes();
  }

  /** SHAKE256 (FIPS 202) of the framed inputs. */
  byte[] expand(Purpose purpose, int bytes, byte[]... inputs) {
    byte[] framed = frame(purpose, inputs);
    var shake = new SHAKEDigest(256);
    shake.update(framed, 0, framed.length);
    byte[] out = new byte[bytes];
    shake.doFinal(out, 0, bytes);
    return out;
  }

  /** SHA-256 of the framed inputs. */
  Sha256 commit(Purpose purpose, byte[]... inputs) {
    return Sha256.of(frame(purpose, inputs));
  }

  /** The commitment of a dealer to the share that it deals to one node. */
  Sha256 commit(Purpose purpose, Fingerprint dealer, Fingerprint holder, SaltedShare share) {
    return commit(
        purpose, dealer.bytes(), holder.bytes(), share.salt().bytes(), share.share().bytes());
  }

  private byte[] frame(Purpose purpose, byte[]... inputs) {
    var out = new ByteArrayOutputStream();
    put(out, PROTOCOL.getBytes(StandardCharsets.US_ASCII));
    put(out, purpose.name().getBytes(StandardCharsets.US_ASCII));
    put(out, session);
    for (byte[] input : inputs) {
      put(out, input);
    }
    return out.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, byte[] input) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(input.length).array());
    out.writeBytes(input);
  }
}
