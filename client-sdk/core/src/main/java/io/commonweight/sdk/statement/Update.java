package io.commonweight.sdk.statement;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Statement.Subject;
import java.security.MessageDigest;
import java.util.List;

/**
 * A node's contribution to a round: a commitment to the blob of its quantised delta.
 *
 * @param round the round's id
 * @param base the digest of the weights the node started from
 * @param node the node's key
 * @param commitment SHA-256(salt ‖ SHA-256(blob)), so that nobody can copy a rival's update
 * @param frames how many frames it trained on: its weight before caps
 * @param bytes the blob's size
 */
public record Update(
    Sha256 round, Sha256 base, Fingerprint node, Sha256 commitment, long frames, long bytes)
    implements Predicate {
  /** Length of the salt. */
  public static final int SALT_BYTES = 32;

  /** Checks the ranges. */
  public Update {
    Limits.within("frames", 1, 1L << 40, frames);
    Limits.within("bytes", 1, 1L << 40, bytes);
  }

  /**
   * The commitment to a blob.
   *
   * @param salt 32 secret random bytes
   * @param blob the blob's digest
   */
  public static Sha256 commit(Bytes salt, Sha256 blob) {
    if (salt.size() != SALT_BYTES) {
      throw new IllegalArgumentException("a salt has " + SALT_BYTES + " bytes");
    }
    MessageDigest digest = Sha256.newDigest();
    digest.update(salt.toArray());
    return Sha256.ofBytes(digest.digest(blob.bytes()));
  }

  @Override
  public List<Subject> subjects() {
    return List.of(Subject.of("update", commitment));
  }
}
