package io.commonweight.sdk.log;

import io.commonweight.sdk.identity.SigningKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * The content of a timestamped signature line (C2SP tlog-cosignature v1.1.0-rc.1): a time in
 * seconds since 1970 as eight bytes, big-endian, and a signature over that time and a checkpoint.
 */
final class Cosignature {

  /** The last second that is written with a year of four digits. */
  private static final long MAX_SECONDS = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private static final String SUBTREE = "subtree/v1\n\0";
  private static final int HASH_BYTES = 32;

  private Cosignature() {}

  /** Signs a checkpoint; the key is for the type's algorithm. */
  static NoteSignature sign(
      Checkpoint checkpoint, String name, SignatureType type, SigningKey key, Instant time) {
    long seconds = time.getEpochSecond();
    if (!isAllowed(seconds)) {
      throw new IllegalArgumentException("a cosignature at " + time);
    }
    byte[] signature = key.sign(message(checkpoint, name, type, seconds));
    byte[] timed =
        ByteBuffer.allocate(Long.BYTES + signature.length).putLong(seconds).put(signature).array();
    return NoteSignature.of(new NoteKey(name, type, key.verifyingKey()), timed);
  }

  /**
   * Verifies a cosignature of a checkpoint.
   *
   * @return when it was made, as its maker says
   * @throws ProofException if it is not that key's, or its time is zero or beyond the year 9999
   */
  static Instant verify(Checkpoint checkpoint, NoteKey key, byte[] timed) throws ProofException {
    if (timed.length <= Long.BYTES) {
      throw wrong(key);
    }
    long seconds = ByteBuffer.wrap(timed).getLong();
    if (!isAllowed(seconds)) {
      throw new ProofException(
          SignedNote.VERIFY, "%s has the time %s".formatted(key, Long.toUnsignedString(seconds)));
    }
    byte[] message = message(checkpoint, key.name(), key.type(), seconds);
    if (!key.key().verify(message, Arrays.copyOfRange(timed, Long.BYTES, timed.length))) {
      throw wrong(key);
    }
    return Instant.ofEpochSecond(seconds);
  }

  /** Why a note is refused that has a wrong signature of a known key. */
  static ProofException wrong(NoteKey key) {
    return new ProofException(SignedNote.VERIFY, "wrong signature of " + key);
  }

  private static byte[] message(
      Checkpoint checkpoint, String name, SignatureType type, long seconds) {
    return switch (type) {
      case ED25519 -> throw new IllegalArgumentException("a plain signature has no time");
      case ED25519_COSIGNATURE ->
          ("cosignature/v1\ntime " + seconds + '\n' + checkpoint.text())
              .getBytes(StandardCharsets.UTF_8);
      case ML_DSA_44_COSIGNATURE -> subtree(checkpoint, name, seconds);
    };
  }

  /** The {@code cosigned_message} of a tree from its first entry on. */
  private static byte[] subtree(Checkpoint checkpoint, String name, long seconds) {
    byte[] label = SUBTREE.getBytes(StandardCharsets.US_ASCII);
    byte[] cosigner = name.getBytes(StandardCharsets.UTF_8);
    byte[] origin = checkpoint.origin().getBytes(StandardCharsets.UTF_8);
    int lengths = 2 + 3 * Long.BYTES + HASH_BYTES;
    return ByteBuffer.allocate(label.length + cosigner.length + origin.length + lengths)
        .put(label)
        .put((byte) cosigner.length)
        .put(cosigner)
        .putLong(seconds)
        .put((byte) origin.length)
        .put(origin)
        .putLong(0)
        .putLong(checkpoint.size())
        .put(checkpoint.root().bytes())
        .array();
  }

  private static boolean isAllowed(long seconds) {
    return seconds > 0 && seconds <= MAX_SECONDS;
  }
}
