package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.FailedCheckException.require;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Release;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Set;

/**
 * A release's files where nobody else can change them: copied while they were hashed, so that what
 * is loaded from here is what was verified.
 *
 * @param folder mode 0700; its files have mode 0400
 */
record PrivateCopy(Path folder) {
  private static final int BUFFER_BYTES = 1 << 20;

  /** Makes the folder, which must not be there. */
  static PrivateCopy at(Path folder) throws IOException {
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return new PrivateCopy(folder);
  }

  /** Copies all files of a release. */
  String take(Release release, Path from) throws IOException, FailedCheckException {
    long total = 0;
    for (Release.File file : release.files()) {
      take(file, from.resolve(file.path()), folder.resolve(file.path()));
      total += file.bytes();
    }
    return "%d files, %d bytes, of a private copy".formatted(release.files().size(), total);
  }

  private static void take(Release.File file, Path from, Path to)
      throws IOException, FailedCheckException {
    MessageDigest digest = Sha256.newDigest();
    try (FileChannel in = FileChannel.open(from, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS));
        FileChannel out =
            FileChannel.open(
                to,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("r--------")))) {
      require(
          in.size() == file.bytes(),
          "%s has %d bytes, the release says %d".formatted(file.path(), in.size(), file.bytes()));
      copy(in, out, file.bytes(), digest);
    }
    Sha256 found = Sha256.ofBytes(digest.digest());
    require(
        found.equals(file.sha256()),
        "%s is sha256:%s, the release says sha256:%s".formatted(file.path(), found, file.sha256()));
  }

  /** Copies so many bytes and no more, though the file may grow. */
  private static void copy(FileChannel in, FileChannel out, long bytes, MessageDigest digest)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    for (long left = bytes; left > 0; ) {
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, left));
      int read = in.read(buffer);
      if (read < 0) {
        break; // it shrank: the digest will show it
      }
      left -= read;
      buffer.flip();
      digest.update(buffer.duplicate());
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
    }
    out.force(true);
  }

  /** Leaves nothing. */
  void delete() throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
