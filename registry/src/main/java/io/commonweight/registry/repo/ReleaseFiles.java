package io.commonweight.registry.repo;

import io.commonweight.sdk.blob.Blobs;
import io.commonweight.sdk.statement.Release;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
   * @param files the files with their git ids
   * @param card what the model card says
   */
  record Read(List<RepoFile> files, CardData card) {}

  /**
   * Reads the small files and looks whether the large ones are here.
   *
   * @return empty if some file is not in the blob store
   * @throws IOException if the store fails, or holds another number of bytes than the release says
   */
  Optional<Read> read(Release release) throws IOException {
    List<RepoFile> files = new ArrayList<>();
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
      if (RepoFile.isLarge(file)) {
        files.add(RepoFile.large(file, release.sequence()));
      } else {
        byte[] content = content(file);
        files.add(RepoFile.small(file, release.sequence(), content));
        card = file.path().equals(Release.CARD) ? CardData.parse(content) : card;
      }
    }
    return Optional.of(new Read(files, card));
  }

  private byte[] content(Release.File file) throws IOException {
    try (InputStream in = blobs.get(file.sha256()).orElseThrow(() -> gone(file))) {
      return in.readNBytes((int) RepoFile.MAX_BYTES_IN_GIT);
    }
  }

  private static IOException gone(Release.File file) {
    return new IOException(file.path() + " has left the blob store");
  }
}
