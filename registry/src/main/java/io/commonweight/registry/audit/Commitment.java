package io.commonweight.registry.audit;

import io.commonweight.sdk.Sha256;
import java.security.MessageDigest;
import java.security.SecureRandom;

/** Binds a record without giving it away: SHA-256(salt ‖ record), with a salt of its own. */
final class Commitment {
  private static final int SALT_BYTES = 32;

  private Commitment() {}

  static byte[] salt(SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return salt;
  }

  /**
   * The entry of the hour's tree.
   *
   * @param salt 32 random bytes, so that what a record says cannot be found by trying
   * @param record the canonical record
   */
  static Sha256 of(byte[] salt, byte[] record) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(salt);
    return Sha256.ofBytes(digest.digest(record));
  }
}
