package io.commonweight.registry.hub;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.commonweight.registry.repo.RepoFile;
import io.commonweight.registry.repo.Revision;
import io.commonweight.sdk.Sha256;
import java.util.Optional;

/**
 * A file in a listing of a revision.
 *
 * @param type always {@code file}: a release has no folders
 * @param oid its id in git
 * @param size its size, in bytes
 * @param path its path
 * @param lfs more about a large one
 * @param lastCommit the commit that gave it this content, if it was asked for
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record TreeEntry(
    String type,
    String oid,
    long size,
    String path,
    Optional<Lfs> lfs,
    Optional<LastCommit> lastCommit) {

  /** A large file; here the digest is called {@code oid}, in a model's info {@code sha256}. */
  record Lfs(Sha256 oid, long size, int pointerSize) {}

  /** A commit, in short. */
  record LastCommit(String id, String title, String date) {
    static LastCommit of(Revision revision) {
      return new LastCommit(
          revision.commit().hex(), revision.title(), HubTime.format(revision.publishedAt()));
    }
  }

  static TreeEntry of(RepoFile file, Optional<Revision> lastChange) {
    Optional<Lfs> lfs =
        file.large()
            ? Optional.of(new Lfs(file.sha256(), file.bytes(), file.pointerBytes()))
            : Optional.empty();
    return new TreeEntry(
        "file", file.oid().hex(), file.bytes(), file.path(), lfs, lastChange.map(LastCommit::of));
  }
}
