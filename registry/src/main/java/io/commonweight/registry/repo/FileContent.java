package io.commonweight.registry.repo;

import io.commonweight.sdk.Sha256;

/**
 * What a file holds.
 *
 * @param oid its id in git: that of its content, or of its pointer if it is a large file
 * @param sha256 the digest of its content, which is its address in the blob store
 * @param bytes its size
 * @param large whether git holds a Git LFS pointer instead of the content
 */
public record FileContent(GitId oid, Sha256 sha256, long bytes, boolean large) {
  /** The largest file whose content git itself holds: 10 MiB. */
  public static final long MAX_BYTES_IN_GIT = 10L << 20;

  /** A large file, of which only the digest matters. */
  public static FileContent large(Sha256 sha256, long bytes) {
    return new FileContent(GitObjects.pointer(sha256, bytes), sha256, bytes, true);
  }

  /** A small file. */
  public static FileContent small(byte[] content) {
    return new FileContent(GitObjects.blob(content), Sha256.of(content), content.length, false);
  }
}
