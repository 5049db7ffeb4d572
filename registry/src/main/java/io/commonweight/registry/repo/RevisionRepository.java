package io.commonweight.registry.repo;

import io.commonweight.registry.repo.RevisionEntity.FileRow;
import io.commonweight.sdk.Sha256;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Queries of revisions. */
@ApplicationScoped
class RevisionRepository implements PanacheRepositoryBase<RevisionEntity, Long> {

  Optional<RevisionEntity> find(Sha256 release) {
    return find("release", release.hex()).firstResultOptional();
  }

  Optional<RevisionEntity> find(long repoId, Ref.Kind kind, String name) {
    return find(
            """
            select r from RevisionEntity r join RefEntity f on f.revisionId = r.id
            where f.repoId = ?1 and f.kind = ?2 and f.name = ?3""",
            repoId,
            kind,
            name)
        .firstResultOptional();
  }

  /** The revision whose commit id begins so; empty if there is none, or more than one. */
  Optional<RevisionEntity> findByPrefix(long repoId, String hex) {
    List<RevisionEntity> found =
        find("repoId = ?1 and commitId like ?2", repoId, hex + "%").page(0, 2).list();
    return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
  }

  List<RevisionEntity> find(long repoId, Collection<String> commits) {
    return list("repoId = ?1 and commitId in ?2", repoId, commits);
  }

  /** The newest revisions of some repos. */
  List<RevisionEntity> heads(Collection<Long> repoIds) {
    return list(
        """
        select r from RevisionEntity r join RefEntity f on f.revisionId = r.id
        where f.repoId in ?1 and f.kind = ?2 and f.name = ?3""",
        repoIds,
        Ref.Kind.BRANCH,
        Ref.MAIN);
  }

  /** A page of the history of a commit, itself first. */
  List<RevisionEntity> history(long repoId, GitId from, int page, int limit) {
    return getSession()
        .createNativeQuery(
            """
            with recursive history (commit_id, parent_commit, depth) as (
              select commit_id, parent_commit, 0 from revision
                where repo_id = :repoId and commit_id = :from
              union all
              select r.commit_id, r.parent_commit, h.depth + 1
                from revision r join history h on r.commit_id = h.parent_commit
                where r.repo_id = :repoId and h.depth + 1 < :end)
            select r.* from revision r join history h on h.commit_id = r.commit_id
              where r.repo_id = :repoId and h.depth >= :start order by h.depth""",
            RevisionEntity.class)
        .setParameter("repoId", repoId)
        .setParameter("from", from.hex())
        .setParameter("start", (long) page * limit)
        .setParameter("end", (page + 1L) * limit)
        .getResultList();
  }

  /**
   * Inserts the revision with its files, unless its commit or its release is there already.
   *
   * @return the row, if this call inserted it
   */
  Optional<RevisionEntity> insert(long repoId, Revision revision) {
    if (!insertIfAbsent(repoId, revision)) {
      return Optional.empty();
    }
    RevisionEntity inserted = find(repoId, revision.commit());
    revision.files().forEach(file -> inserted.files.add(FileRow.of(file)));
    return Optional.of(inserted);
  }

  /** The row of a commit that is there. */
  RevisionEntity find(long repoId, GitId commit) {
    return find("repoId = ?1 and commitId = ?2", repoId, commit.hex()).singleResult();
  }

  private boolean insertIfAbsent(long repoId, Revision revision) {
    CommitInfo info = revision.info();
    Optional<Provenance> provenance = info.provenance();
    OptionalLong parameters = revision.parameters();
    return getEntityManager()
            .createQuery(
                """
                insert into RevisionEntity (repoId, commitId, treeId, parentCommit, author, message,
                  sequence, release, logIndex, parameters, card, publishedAt)
                values (:repoId, :commit, :tree, :parent, :author, :message,
                  :sequence, :release, :logIndex, :parameters, :card, :publishedAt)
                on conflict do nothing""")
            .setParameter("repoId", repoId)
            .setParameter("commit", info.commit().hex())
            .setParameter("tree", info.tree().hex())
            .setParameter("parent", info.parent().map(GitId::hex).orElse(null))
            .setParameter("author", info.author())
            .setParameter("message", info.message())
            .setParameter("sequence", provenance.map(Provenance::sequence).orElse(null))
            .setParameter("release", provenance.map(p -> p.release().hex()).orElse(null))
            .setParameter("logIndex", provenance.map(Provenance::index).orElse(null))
            .setParameter("parameters", parameters.isEmpty() ? null : parameters.getAsLong())
            .setParameter("card", revision.card().toJson())
            .setParameter("publishedAt", info.publishedAt())
            .executeUpdate()
        == 1;
  }
}
