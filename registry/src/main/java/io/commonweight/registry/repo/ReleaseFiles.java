package io.commonweight.registry.repo;

import io.commonweight.sdk.blob.Blobs;
import io.commonweight.sdk.statement.Release;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads of a release's files what its revision is computed from. */
@ApplicationScoped
class ReleaseFiles {
  private final Blobs blobs;

  ReleaseFiles(Blobs blobs) {
    this.blobs = blobs;
  }

  /**
   * What was read.
   *
   * @param contents the files by path
   * @param card what the model card says
   */
  record Read(SortedMap<String, FileContent> contents, CardData card) {}

  /**
   * Reads the small files and looks whether the large ones are here.
   *
   * @return empty if some file is not in the blob store
   * @throws IOException if the store fails, or holds another number of bytes than the release says
   */
  Optional<Read> read(Release release) throws IOException {
    var contents = new TreeMap<String, FileContent>();
    var card = CardData.NONE;
    for (Release.File file : release.files()) {
      var size = blobs.size(file.sha256());
      if (size.isEmpty()) {
        return Optional.empty();
      }
      if (size.getAsLong() != file.bytes()) {
        throw new IOException(
            "%s has %d bytes, the release says %d"
                .formatted(file.path(), size.getAsLong(), file.bytes()));
      }
      if (isLarge(file)) {
        contents.put(file.path(), FileContent.large(file.sha256(), file.bytes()));
      } else {
        byte[] content = content(file);
        contents.put(file.path(), FileContent.small(content));
        card = file.path().equals(Release.CARD) ? CardData.parse(content) : card;
      }
    }
    return Optional.of(new Read(contents, card));
  }

  /** Whether a file is shown as a pointer: weights always, others by their size. */
  static boolean isLarge(Release.File file) {
    return file.path().endsWith(".safetensors") || file.bytes() > FileContent.MAX_BYTES_IN_GIT;
  }

  private byte[] content(Release.File file) throws IOException {
    try (InputStream in = blobs.get(file.sha256()).orElseThrow(() -> gone(file))) {
      return in.readNBytes((int) FileContent.MAX_BYTES_IN_GIT);
    }
  }

  private static IOException gone(Release.File file) {
    return new IOException(file.path() + " has left the blob store");
  }
}
