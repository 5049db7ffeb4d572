package io.commonweight.registry.hub;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.commonweight.registry.repo.RepoFile;
import io.commonweight.registry.repo.Revision;
import java.util.List;
import java.util.Optional;

/**
 * How some files are to be uploaded.
 *
 * @param files the files, as they were asked about
 * @param commitOid the commit that they were compared with
 */
record Preupload(List<Way> files, String commitOid) {

  /**
   * How a file is to be uploaded.
   *
   * @param path its path
   * @param uploadMode {@code lfs}, or {@code regular} for inside the commit
   * @param shouldIgnore whether it is left out
   * @param oid what the commit holds under this path, if it holds it in this way
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Way(String path, String uploadMode, boolean shouldIgnore, Optional<String> oid) {}

  /** The answer about a revision. */
  static Preupload of(
      PreuploadQuery query, Revision revision, LargeFiles large, IgnoredFiles ignored) {
    List<Way> ways =
        query.files().stream()
            .map(
                file -> {
                  boolean lfs = large.include(file.path(), file.size(), file.firstBytes());
                  Optional<String> oid =
                      revision
                          .file(file.path())
                          .filter(there -> there.large() == lfs)
                          .map(RepoFile::etag);
                  String mode = lfs ? "lfs" : "regular";
                  return new Way(file.path(), mode, ignored.include(file.path()), oid);
                })
            .toList();
    return new Preupload(ways, revision.commit().hex());
  }
}
