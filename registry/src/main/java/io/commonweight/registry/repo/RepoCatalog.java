package io.commonweight.registry.repo;

import io.commonweight.sdk.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds repos and their revisions. */
@ApplicationScoped
public class RepoCatalog {
  private static final Pattern COMMIT_PREFIX = Pattern.compile("[0-9a-f]{5,40}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]{1,220}");
  private static final String HEAD = "HEAD";

  private final RepoRepository repos;
  private final RevisionRepository revisions;
  private final RefRepository refs;

  RepoCatalog(RepoRepository repos, RevisionRepository revisions, RefRepository refs) {
    this.repos = repos;
    this.revisions = revisions;
    this.refs = refs;
  }

  /**
   * A repo in a list.
   *
   * @param repo the repo
   * @param head its newest revision
   * @param cursor continues a list after it
   */
  public record Listed(Repo repo, Revision head, long cursor) {}

  /** The repo of that name. */
  @Transactional
  public Optional<Repo> find(RepoType type, RepoId id) {
    return repos.find(type, id).map(RepoEntity::repo);
  }

  /** The repo of that key. */
  @Transactional
  public Optional<Repo> find(long key) {
    return repos.findByIdOptional(key).map(RepoEntity::repo);
  }

  /** The repo that had that name once, and has another now. */
  @Transactional
  public Optional<Repo> findMoved(RepoType type, RepoId earlier) {
    return repos.findByEarlierName(type, earlier).map(RepoEntity::repo);
  }

  /** The repos that meet the query, newest first. */
  @Transactional
  public List<Listed> list(RepoQuery query) {
    List<RepoEntity> found = repos.list(query);
    Map<Long, RevisionEntity> heads =
        revisions.heads(found.stream().map(repo -> repo.id).toList()).stream()
            .collect(Collectors.toMap(revision -> revision.repoId, Function.identity()));
    return found.stream()
        .flatMap(row -> Optional.ofNullable(heads.get(row.id)).map(h -> listed(row, h)).stream())
        .toList();
  }

  /**
   * The revision that a name stands for.
   *
   * @param name a branch, a tag, a full {@code refs/…} name, {@code HEAD}, or at least five digits
   *     of a commit id
   */
  @Transactional
  public Optional<Revision> resolve(Repo repo, String name) {
    return entity(repo.key(), name).map(found -> found.revision(repo.federation()));
  }

  /** The revision that shows a release. */
  @Transactional
  public Optional<Revision> find(Sha256 release) {
    return revisions
        .find(release)
        .map(found -> found.revision(repos.findById(found.repoId).repo().federation()));
  }

  /** Some commits of a repo. */
  @Transactional
  public Map<GitId, CommitInfo> find(Repo repo, Set<GitId> commits) {
    return revisions.find(repo.key(), commits.stream().map(GitId::hex).toList()).stream()
        .map(found -> found.info(repo.federation()))
        .collect(Collectors.toMap(CommitInfo::commit, Function.identity()));
  }

  /** The names of the revisions of a repo: branches, then tags. */
  @Transactional
  public List<Ref> refs(Repo repo) {
    return refs.refs(repo.key());
  }

  /**
   * A page of a commit's history, itself first.
   *
   * @param page counts from 0
   * @param limit the most commits of a page
   */
  @Transactional
  public List<CommitInfo> history(Repo repo, GitId from, int page, int limit) {
    return revisions.history(repo.key(), from, page, limit).stream()
        .map(found -> found.info(repo.federation()))
        .toList();
  }

  private static Listed listed(RepoEntity row, RevisionEntity head) {
    Repo repo = row.repo();
    return new Listed(repo, head.revision(repo.federation()), row.id);
  }

  private Optional<RevisionEntity> entity(long repoId, String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    if (name.equals(HEAD)) {
      return revisions.find(repoId, Ref.Kind.BRANCH, Ref.MAIN);
    }
    for (Ref.Kind kind : Ref.Kind.values()) {
      if (name.startsWith(kind.prefix())) {
        return revisions.find(repoId, kind, name.substring(kind.prefix().length()));
      }
    }
    return revisions
        .find(repoId, Ref.Kind.BRANCH, name)
        .or(() -> revisions.find(repoId, Ref.Kind.TAG, name))
        .or(() -> byCommit(repoId, name));
  }

  private Optional<RevisionEntity> byCommit(long repoId, String name) {
    return COMMIT_PREFIX.matcher(name).matches()
        ? revisions.findByPrefix(repoId, name)
        : Optional.empty();
  }
}
