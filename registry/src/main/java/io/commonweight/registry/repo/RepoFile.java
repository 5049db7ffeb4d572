package io.commonweight.registry.repo;

import io.commonweight.sdk.Sha256;

/**
 * A file of a revision.
 *
 * @param path its name, below the folders that it stands in
 * @param content what it holds
 * @param changedBy the commit that gave it this content
 */
public record RepoFile(String path, FileContent content, GitId changedBy) {

  /** Its id in git. */
  public GitId oid() {
    return content.oid();
  }

  /** The digest of its content. */
  public Sha256 sha256() {
    return content.sha256();
  }

  /** Its size. */
  public long bytes() {
    return content.bytes();
  }

  /** Whether git holds a Git LFS pointer instead of the content. */
  public boolean large() {
    return content.large();
  }

  /** What names the content in an {@code ETag}: the digest of a large file, else the git id. */
  public String etag() {
    return large() ? sha256().hex() : oid().hex();
  }

  /** The size of the Git LFS pointer, in bytes. */
  public int pointerBytes() {
    return GitObjects.pointerContent(sha256(), bytes()).length;
  }
}
