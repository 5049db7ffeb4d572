package io.commonweight.registry.hub;

import io.commonweight.registry.problem.HubException.RepoNotFound;
import io.commonweight.registry.problem.HubException.RevisionNotFound;
import io.commonweight.registry.repo.Repo;
import io.commonweight.registry.repo.RepoCatalog;
import io.commonweight.registry.repo.RepoId;
import io.commonweight.registry.repo.Revision;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what a request names, or refuses it in the hub's terms. */
@ApplicationScoped
class HubRepos {
  private final RepoCatalog catalog;

  HubRepos(RepoCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * A revision with the path that the request names in it.
   *
   * @param revision the revision
   * @param path the path; empty for the root
   * @param pinned whether the request named the revision by its full commit id
   */
  record Located(Revision revision, String path, boolean pinned) {}

  /**
   * The repo of two segments of a path.
   *
   * @throws RepoNotFound if there is none
   */
  Repo repo(String organization, String name) {
    return RepoId.find(organization, name)
        .flatMap(catalog::find)
        .orElseThrow(() -> new RepoNotFound(organization + "/" + name));
  }

  /**
   * A revision of a repo.
   *
   * @throws RevisionNotFound if the name stands for none
   */
  Revision revision(Repo repo, String name) {
    return catalog.resolve(repo.id(), name).orElseThrow(() -> new RevisionNotFound(name));
  }

  /**
   * What one of the readings of a path stands for.
   *
   * @param candidates at least one
   * @throws RevisionNotFound if none begins with a revision
   */
  Located locate(Repo repo, List<RevisionPath> candidates) {
    for (RevisionPath candidate : candidates) {
      var revision = catalog.resolve(repo.id(), candidate.revision());
      if (revision.isPresent()) {
        boolean pinned = revision.get().commit().hex().equals(candidate.revision());
        return new Located(revision.get(), candidate.path(), pinned);
      }
    }
    throw new RevisionNotFound(candidates.getFirst().revision());
  }

  /** The revisions in which the files of a revision last changed, by sequence. */
  Map<Integer, Revision> lastChanges(Repo repo, Revision revision) {
    Set<Integer> sequences =
        revision.files().stream().map(file -> file.changedIn()).collect(Collectors.toSet());
    return catalog.find(repo.id(), sequences);
  }
}
