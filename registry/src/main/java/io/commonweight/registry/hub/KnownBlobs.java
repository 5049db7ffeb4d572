package io.commonweight.registry.hub;

import io.commonweight.registry.repo.Repo;
import io.commonweight.registry.repo.RepoBlobs;
import io.commonweight.sdk.Sha256;
import jakarta.enterprise.context.ApplicationScoped;

/** Which blobs the caller may name: who knows a digest alone does not get the content by it. */
@ApplicationScoped
public class KnownBlobs {
  private final HubRepos repos;
  private final RepoBlobs blobs;

  KnownBlobs(HubRepos repos, RepoBlobs blobs) {
    this.repos = repos;
    this.blobs = blobs;
  }

  /** Whether a blob was brought to a repo, or to another whose content the caller may have. */
  public boolean isKnown(Repo repo, Sha256 blob) {
    return blobs.holders(repo, blob).stream()
        .anyMatch(holder -> holder.key() == repo.key() || repos.isReadable(holder));
  }
}
