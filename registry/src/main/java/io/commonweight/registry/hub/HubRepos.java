package io.commonweight.registry.hub;

import io.commonweight.registry.account.CurrentAccount;
import io.commonweight.registry.account.Role;
import io.commonweight.registry.problem.HubException.Forbidden;
import io.commonweight.registry.problem.HubException.GatedRepo;
import io.commonweight.registry.problem.HubException.MovedRepo;
import io.commonweight.registry.problem.HubException.RepoNotFound;
import io.commonweight.registry.problem.HubException.RevisionNotFound;
import io.commonweight.registry.repo.CommitInfo;
import io.commonweight.registry.repo.Gate;
import io.commonweight.registry.repo.GitId;
import io.commonweight.registry.repo.Repo;
import io.commonweight.registry.repo.RepoCatalog;
import io.commonweight.registry.repo.RepoFile;
import io.commonweight.registry.repo.RepoId;
import io.commonweight.registry.repo.Revision;
import io.commonweight.registry.repo.Visibility;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what a request names, as far as its caller may, or refuses it in the hub's terms. */
@ApplicationScoped
public class HubRepos {
  private final RepoCatalog catalog;
  private final CurrentAccount caller;

  HubRepos(RepoCatalog catalog, CurrentAccount caller) {
    this.catalog = catalog;
    this.caller = caller;
  }

  /**
   * A revision with the path that the request names in it.
   *
   * @param repo the repo
   * @param revision the revision
   * @param path the path; empty for the root
   * @param pinned whether the request named the revision by its full commit id
   */
  record Located(Repo repo, Revision revision, String path, boolean pinned) {}

  /** Whether the caller may know of a repo. */
  boolean isVisible(Repo repo) {
    return repo.visibility() == Visibility.PUBLIC || has(repo, Role.READER);
  }

  /** Whether the caller may have the content of a repo. */
  public boolean isReadable(Repo repo) {
    return (repo.visibility() == Visibility.PUBLIC && repo.gate() == Gate.NONE)
        || has(repo, Role.READER);
  }

  /**
   * The repo that a path names.
   *
   * @throws RepoNotFound if there is none that the caller may know of
   * @throws MovedRepo if it has another name now
   */
  public Repo repo(RepoPath path) {
    String name = path.organization() + "/" + path.name();
    RepoId id = RepoId.find(path.organization(), path.name()).orElseThrow(() -> notFound(name));
    Repo repo =
        catalog
            .find(path.type(), id)
            .or(() -> catalog.findMoved(path.type(), id))
            .filter(this::isVisible)
            .orElseThrow(() -> notFound(name));
    if (!repo.id().equals(id)) {
      throw new MovedRepo(name, repo.id().toString());
    }
    return repo;
  }

  /**
   * The repo that a path names, whose content the caller may have.
   *
   * @throws GatedRepo if the caller may only know of it
   */
  public Repo readable(RepoPath path) {
    Repo repo = repo(path);
    if (!isReadable(repo)) {
      throw new GatedRepo(repo.id().toString());
    }
    return repo;
  }

  /**
   * The repo that a path names, in which the caller may write.
   *
   * @param atLeast the role that this needs
   * @throws Forbidden if the caller has a lesser role, or the repo is a federation's
   */
  public Repo writable(RepoPath path, Role atLeast) {
    Repo repo = repo(path);
    caller.require();
    if (repo.federation().isPresent()) {
      throw new Forbidden(
          "%s is published by federation %s, from whose releases it follows"
              .formatted(repo.id(), repo.federation().get()));
    }
    caller.require(repo.id().toString(), atLeast);
    return repo;
  }

  /**
   * A revision of a repo.
   *
   * @throws RevisionNotFound if the name stands for none
   */
  Revision revision(Repo repo, String name) {
    return catalog.resolve(repo, name).orElseThrow(() -> new RevisionNotFound(name));
  }

  /**
   * What one of the readings of a path stands for.
   *
   * @param candidates at least one
   * @throws RevisionNotFound if none begins with a revision
   */
  Located locate(Repo repo, List<RevisionPath> candidates) {
    for (RevisionPath candidate : candidates) {
      var revision = catalog.resolve(repo, candidate.revision());
      if (revision.isPresent()) {
        boolean pinned = revision.get().commit().hex().equals(candidate.revision());
        return new Located(repo, revision.get(), candidate.path(), pinned);
      }
    }
    throw new RevisionNotFound(candidates.getFirst().revision());
  }

  /** The commits in which the files of a revision last changed. */
  Map<GitId, CommitInfo> lastChanges(Repo repo, Revision revision) {
    Set<GitId> commits =
        revision.files().stream().map(RepoFile::changedBy).collect(Collectors.toSet());
    return catalog.find(repo, commits);
  }

  private boolean has(Repo repo, Role role) {
    return caller.has(repo.id().toString(), role);
  }

  /** The refusal of a repo that is not there. */
  RepoNotFound notFound(String name) {
    return new RepoNotFound(name, caller.find().isPresent());
  }
}
