package io.commonweight.registry.repo;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Release;

/**
 * A file of a revision.
 *
 * @param path its flat name
 * @param oid its id in git: that of its content, or of its pointer if it is a large file
 * @param sha256 the digest of its content, which is its address in the blob store
 * @param bytes its size
 * @param large whether git holds a Git LFS pointer instead of the content
 * @param changedIn the sequence of the release that gave it this content
 */
public record RepoFile(
    String path, GitId oid, Sha256 sha256, long bytes, boolean large, int changedIn) {
  /** The largest file, other than weights, whose content git itself holds. */
  static final long MAX_BYTES_IN_GIT = 10L << 20;

  /** Whether a file of a release is shown as a pointer: weights always, others by their size. */
  static boolean isLarge(Release.File file) {
    return file.path().endsWith(".safetensors") || file.bytes() > MAX_BYTES_IN_GIT;
  }

  /** A large file, of which only the digest matters. */
  static RepoFile large(Release.File file, int sequence) {
    GitId oid = GitObjects.pointer(file.sha256(), file.bytes());
    return new RepoFile(file.path(), oid, file.sha256(), file.bytes(), true, sequence);
  }

  /** A small file with its content. */
  static RepoFile small(Release.File file, int sequence, byte[] content) {
    GitId oid = GitObjects.blob(content);
    return new RepoFile(file.path(), oid, file.sha256(), file.bytes(), false, sequence);
  }

  /** This file as the successor of one of the same path. */
  RepoFile after(RepoFile before) {
    return oid.equals(before.oid)
        ? new RepoFile(path, oid, sha256, bytes, large, before.changedIn)
        : this;
  }

  /** What names the content in an {@code ETag}: the digest of a large file, else the git id. */
  public String etag() {
    return large ? sha256.hex() : oid.hex();
  }

  /** The size of the Git LFS pointer, in bytes. */
  public int pointerBytes() {
    return GitObjects.pointerContent(sha256, bytes).length;
  }
}
