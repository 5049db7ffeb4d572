package io.commonweight.registry.repo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedMap;

/** Makes, changes and deletes repos that people write. */
@ApplicationScoped
public class RepoStore {
  private final RepoRepository repos;
  private final CommitStore commits;
  private final Clock clock;

  RepoStore(RepoRepository repos, CommitStore commits, Clock clock) {
    this.repos = repos;
    this.commits = commits;
    this.clock = clock;
  }

  /**
   * Makes a repo with a first commit.
   *
   * @param author the account that makes it
   * @param files what the first commit holds
   * @return empty if there is one of that type and name
   */
  @Transactional
  public Optional<Repo> create(
      RepoType type,
      RepoId id,
      Visibility visibility,
      String author,
      SortedMap<String, FileContent> files) {
    if (!repos.insertIfAbsent(type, id, Optional.empty(), visibility, clock.instant())) {
      return Optional.empty();
    }
    repos.forgetName(type, id);
    RepoEntity row = repos.find(type, id).orElseThrow();
    commits.begin(row, author, files);
    return Optional.of(row.repo());
  }

  /** Deletes a repo with its history; the blobs stay. */
  @Transactional
  public void delete(Repo repo) {
    repos.deleteById(repo.key());
  }

  /**
   * Gives a repo another name; by the old one it is found as long as no other repo has that.
   *
   * @return whether the name was free
   */
  @Transactional
  public boolean move(Repo repo, RepoId to) {
    if (repos.find(repo.type(), to).isPresent()) {
      return false;
    }
    RepoEntity row = repos.findById(repo.key());
    repos.forgetName(repo.type(), to);
    repos.rememberName(row);
    row.name = to.toString();
    row.owner = to.organization();
    return true;
  }

  /** Says who knows of a repo, and who gets its content. */
  @Transactional
  public void change(Repo repo, Visibility visibility, Gate gate) {
    RepoEntity row = repos.findById(repo.key());
    row.visibility = visibility;
    row.gate = gate;
  }
}
