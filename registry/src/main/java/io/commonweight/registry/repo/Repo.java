package io.commonweight.registry.repo;

import java.time.Instant;

/**
 * A model repo.
 *
 * @param id its name
 * @param createdAt when this registry published its first release
 * @param modifiedAt when this registry published its newest release
 */
public record Repo(RepoId id, Instant createdAt, Instant modifiedAt) {
  static Repo of(RepoEntity entity) {
    return new Repo(RepoId.parse(entity.name), entity.createdAt, entity.modifiedAt);
  }
}
