package io.commonweight.registry.hub;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.commonweight.registry.repo.CommitInfo;
import io.commonweight.registry.repo.GitId;
import io.commonweight.registry.repo.RepoFile;
import io.commonweight.sdk.Sha256;
import java.util.Optional;

/**
 * A file or a folder in a listing of a revision.
 *
 * @param type {@code file} or {@code directory}
 * @param oid its id in git
 * @param size its size, in bytes; 0 for a folder
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
    static LastCommit of(CommitInfo commit) {
      return new LastCommit(
          commit.commit().hex(), commit.title(), HubTime.format(commit.publishedAt()));
    }
  }

  /** An entry for a file. */
  static TreeEntry of(RepoFile file, Optional<CommitInfo> lastChange) {
    Optional<Lfs> lfs =
        file.large()
            ? Optional.of(new Lfs(file.sha256(), file.bytes(), file.pointerBytes()))
            : Optional.empty();
    return new TreeEntry(
        "file", file.oid().hex(), file.bytes(), file.path(), lfs, lastChange.map(LastCommit::of));
  }

  /** An entry for a folder. */
  static TreeEntry of(String folder, GitId oid) {
    return new TreeEntry("directory", oid.hex(), 0, folder, Optional.empty(), Optional.empty());
  }
}
