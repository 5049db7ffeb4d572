package io.commonweight.registry.repo;

import java.time.Instant;
import java.util.Optional;

/**
 * A repo.
 *
 * @param key what names it for good, in this registry alone
 * @param type what it holds
 * @param id its name
 * @param federation whose releases it shows; empty if people write it
 * @param visibility who knows of it
 * @param gate who gets its content
 * @param createdAt when it was made
 * @param modifiedAt when it last got a revision
 */
public record Repo(
    long key,
    RepoType type,
    RepoId id,
    Optional<String> federation,
    Visibility visibility,
    Gate gate,
    Instant createdAt,
    Instant modifiedAt) {

  /** Its path in this registry, without a slash before it. */
  public String path() {
    return type.prefix() + id;
  }
}
