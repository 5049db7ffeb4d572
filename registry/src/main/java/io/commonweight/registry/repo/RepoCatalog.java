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
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/-]{1,80}");
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
  public Optional<Repo> find(RepoId id) {
    return repos.find(id).map(Repo::of);
  }

  /** The repos that meet the query, newest first. */
  @Transactional
  public List<Listed> list(RepoQuery query) {
    List<RepoEntity> found = repos.list(query);
    Map<Long, RevisionEntity> heads =
        revisions.heads(found.stream().map(repo -> repo.id).toList()).stream()
            .collect(Collectors.toMap(revision -> revision.repoId, Function.identity()));
    return found.stream()
        .flatMap(repo -> Optional.ofNullable(heads.get(repo.id)).map(h -> listed(repo, h)).stream())
        .toList();
  }

  /**
   * The revision that a name stands for.
   *
   * @param name a branch, a tag, a full {@code refs/…} name, {@code HEAD}, or at least five digits
   *     of a commit id
   */
  @Transactional
  public Optional<Revision> resolve(RepoId id, String name) {
    return repos
        .find(id)
        .flatMap(repo -> entity(repo.id, name).map(found -> found.revision(repo.federation)));
  }

  /** The revision that shows a release. */
  @Transactional
  public Optional<Revision> find(Sha256 release) {
    return revisions
        .find(release)
        .map(found -> found.revision(repos.findById(found.repoId).federation));
  }

  /** The revisions of some releases of a repo, by their sequence. */
  @Transactional
  public Map<Integer, Revision> find(RepoId id, Set<Integer> sequences) {
    return repos
        .find(id)
        .map(
            repo ->
                revisions.find(repo.id, sequences).stream()
                    .map(entity -> entity.revision(repo.federation))
                    .collect(Collectors.toMap(r -> r.provenance().sequence(), Function.identity())))
        .orElse(Map.of());
  }

  /** The names of the revisions of a repo: branches, then tags in the order of their releases. */
  @Transactional
  public List<Ref> refs(RepoId id) {
    return repos.find(id).map(repo -> refs.refs(repo.id)).orElse(List.of());
  }

  /**
   * A page of a revision's history, itself first.
   *
   * @param page counts from 0
   * @param limit the most revisions of a page
   */
  @Transactional
  public List<Revision> history(RepoId id, Revision from, int page, int limit) {
    return repos
        .find(id)
        .map(
            repo ->
                revisions.history(repo.id, from.provenance().sequence(), page, limit).stream()
                    .map(entity -> entity.revision(repo.federation))
                    .toList())
        .orElse(List.of());
  }

  private static Listed listed(RepoEntity repo, RevisionEntity head) {
    return new Listed(Repo.of(repo), head.revision(repo.federation), repo.id);
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
