package io.commonweight.trainer.site;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Statement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * The key of a node that a charter enrols.
 *
 * @param founding the federation it belongs to
 * @param key its private key
 */
record NodeIdentity(Founding founding, SigningKey key) {

  /**
   * Loads the key and looks it up in the charter.
   *
   * @throws IOException if a file cannot be read, or the charter does not enrol the key as a node
   *     of the organization
   */
  static NodeIdentity load(Path foundingFolder, Path keyFile, String organization)
      throws IOException {
    Founding founding = Founding.load(foundingFolder);
    SigningKey key = SigningKey.load(keyFile);
    var demanded = new Charter.Holder(organization, Charter.Role.NODE);
    if (founding.charter().holder(key.fingerprint()).filter(demanded::equals).isEmpty()) {
      throw new IOException(
          "%s holds key %s, which the charter of %s does not enrol as a node of %s: use a key it names, or have it amended"
              .formatted(
                  keyFile, key.fingerprint(), founding.charter().federation(), organization));
    }
    return new NodeIdentity(founding, key);
  }

  String federation() {
    return founding.charter().federation();
  }

  Fingerprint node() {
    return key.fingerprint();
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
