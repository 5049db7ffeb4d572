package io.commonweight.sdk.weights;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Replaces files all or nothing: a reader sees the old content or the new, also after a power
 * failure.
 */
public final class DurableFile {

  private DurableFile() {}

  /** What is written. */
  @FunctionalInterface
  public interface Content {

    /** Writes the content from position 0 on. The channel stays open. */
    void writeTo(FileChannel file) throws IOException;
  }

  /**
   * Writes a file beside its place, forces it to disk, moves it into place and forces the
   * directory.
   *
   * @throws IOException if anything failed; the path then has its old content
   */
  public static void write(Path path, Content content) throws IOException {
    Path target = path.toAbsolutePath();
    Path temporary = target.resolveSibling("." + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel file = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
        content.writeTo(file);
        file.force(true);
      }
      Files.move(temporary, target, ATOMIC_MOVE);
      force(target.resolveSibling("."));
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory)) {
      channel.force(true);
    }
  }
}
