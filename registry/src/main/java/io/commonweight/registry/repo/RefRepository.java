package io.commonweight.registry.repo;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;

/** Queries of refs. */
@ApplicationScoped
class RefRepository implements PanacheRepositoryBase<RefEntity, Long> {

  /** The ref, which nobody else moves or deletes before this transaction ends. */
  Optional<RefEntity> lock(long repoId, Ref.Kind kind, String name) {
    return find("repoId = ?1 and kind = ?2 and name = ?3", repoId, kind, name)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  /**
   * Inserts the ref unless one of that name exists, in one statement; never moves one.
   *
   * @return whether there was none
   */
  boolean insertIfAbsent(RevisionEntity revision, Ref.Kind kind, String name) {
    return getEntityManager()
            .createQuery(
                """
            insert into RefEntity (repoId, kind, name, revisionId, sequence)
            values (:repoId, :kind, :name, :revisionId, :sequence)
            on conflict (repoId, kind, name) do nothing""")
            .setParameter("repoId", revision.repoId)
            .setParameter("kind", kind)
            .setParameter("name", name)
            .setParameter("revisionId", revision.id)
            .setParameter("sequence", revision.sequence)
            .executeUpdate()
        == 1;
  }

  /** Moves branch main to a revision if that is of a later release, in one statement. */
  void forwardMain(RevisionEntity revision) {
    update(
        "revisionId = ?1, sequence = ?2 where repoId = ?3 and kind = ?4 and name = ?5"
            + " and sequence < ?2",
        revision.id,
        revision.sequence,
        revision.repoId,
        Ref.Kind.BRANCH,
        Ref.MAIN);
  }

  /** All refs of a repo, branches first, tags of releases in their order, then others. */
  List<Ref> refs(long repoId) {
    return getEntityManager()
        .createQuery(
            """
            select f.kind, f.name, r.commitId
            from RefEntity f join RevisionEntity r on r.id = f.revisionId
            where f.repoId = :repoId order by f.kind, f.sequence, f.name""",
            Object[].class)
        .setParameter("repoId", repoId)
        .getResultStream()
        .map(row -> new Ref((Ref.Kind) row[0], (String) row[1], new GitId((String) row[2])))
        .toList();
  }
}
