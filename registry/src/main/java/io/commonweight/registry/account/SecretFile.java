package io.commonweight.registry.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Hands a token over in a file that nobody else can read. */
final class SecretFile {
  private SecretFile() {}

  /**
   * Creates the file, with mode 0600 from its beginning, and writes the token as its one line.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is a file already
   * @throws IOException if it cannot be written
   */
  static void create(Path file, Secret secret) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, secret.reveal() + "\n", StandardCharsets.US_ASCII);
  }
}
