package io.commonweight.cli.log;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The files of a log in a folder, as a registry's blob store holds them.
 *
 * @param folder holds {@value LogFiles#CHECKPOINT} and {@code tile/}
 */
public record LogFolder(Path folder) implements LogFiles {

  @Override
  public Optional<byte[]> file(String path) throws IOException {
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = in.readNBytes(MAX_BYTES + 1);
      if (content.length > MAX_BYTES) {
        throw new IOException(file + " has more than " + MAX_BYTES + " bytes");
      }
      return Optional.of(content);
    }
  }

  /** The folder. */
  @Override
  public String toString() {
    return folder.toString();
  }
}
