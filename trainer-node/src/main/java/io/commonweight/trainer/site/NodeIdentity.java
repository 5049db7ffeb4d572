package io.commonweight.trainer.site;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.WorkingKey;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.sdk.identity.Passphrase;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Statement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * Who a node is. Whether its key may sign is said by the log: see {@link Permit}.
 *
 * @param founding the federation it belongs to
 * @param organization whose node it is
 * @param key its private key
 */
record NodeIdentity(Founding founding, String organization, HybridKey key) {

  /**
   * Loads the key.
   *
   * @param passphrase is asked for if the key file is encrypted
   * @throws IOException if a file cannot be read; the message names it
   */
  static NodeIdentity load(
      Path foundingFolder, Path keyFile, Passphrase passphrase, String organization)
      throws IOException {
    return new NodeIdentity(
        Founding.load(foundingFolder), organization, KeyFile.load(keyFile, passphrase).hybrid());
  }

  String federation() {
    return founding.charter().federation();
  }

  Fingerprint node() {
    return key.fingerprint();
  }

  /** The key as the log sees it. */
  WorkingKey workingKey() {
    return new WorkingKey(organization, Role.NODE, key.verifyingKey());
  }

  Envelope sign(Predicate predicate) {
    return Envelope.sign(new Statement(predicate), key);
  }

  /** What makes this node's training in a round random, and repeatable after a crash. */
  long seed(Sha256 round) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(round.bytes());
    return ByteBuffer.wrap(digest.digest(node().bytes())).getLong();
  }
}
