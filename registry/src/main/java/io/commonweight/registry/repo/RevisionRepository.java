package io.commonweight.registry.repo;

import io.commonweight.sdk.Sha256;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

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

  List<RevisionEntity> find(long repoId, Collection<Integer> sequences) {
    return list("repoId = ?1 and sequence in ?2", repoId, sequences);
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

  /** A page of the revisions of a repo up to a release, newest first. */
  List<RevisionEntity> history(long repoId, int sequence, int page, int limit) {
    return find("repoId = ?1 and sequence <= ?2 order by sequence desc", repoId, sequence)
        .page(page, limit)
        .list();
  }

  /**
   * Inserts the revision unless its release is published already, in one statement, so that no
   * publisher races.
   *
   * @return whether this call inserted it; its files are then still missing
   */
  boolean insertIfAbsent(long repoId, Draft draft, Instant now) {
    return getEntityManager()
            .createQuery(
                """
                insert into RevisionEntity (repoId, commitId, treeId, sequence, release, logIndex,
                  parameters, card, publishedAt)
                values (:repoId, :commit, :tree, :sequence, :release, :logIndex,
                  :parameters, :card, :now)
                on conflict do nothing""")
            .setParameter("repoId", repoId)
            .setParameter("commit", draft.commit().hex())
            .setParameter("tree", draft.tree().hex())
            .setParameter("sequence", draft.provenance().sequence())
            .setParameter("release", draft.provenance().release().hex())
            .setParameter("logIndex", draft.provenance().index())
            .setParameter("parameters", draft.parameters())
            .setParameter("card", draft.card().toJson())
            .setParameter("now", now)
            .executeUpdate()
        == 1;
  }
}
