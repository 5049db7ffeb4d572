package io.commonweight.trainer.site;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Envelope;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a node says in a step of a secure round. Saying it again changes nothing.
 *
 * @param statement signed
 * @param blob what it signs for, to be stored before
 */
record SecureWord(Envelope statement, Optional<Blob> blob) {

  /**
   * A file under its digest.
   *
   * @param digest its SHA-256
   * @param file where it lies
   */
  record Blob(Sha256 digest, Path file) {}

  static SecureWord of(Envelope statement) {
    return new SecureWord(statement, Optional.empty());
  }

  static SecureWord of(Envelope statement, Sha256 digest, Path file) {
    return new SecureWord(statement, Optional.of(new Blob(digest, file)));
  }
}
