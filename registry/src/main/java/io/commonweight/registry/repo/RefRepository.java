package io.commonweight.registry.repo;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Queries of refs. */
@ApplicationScoped
class RefRepository implements PanacheRepositoryBase<RefEntity, Long> {

  /** Inserts the ref unless one of that name exists, in one statement; never moves one. */
  void insertIfAbsent(RevisionEntity revision, Ref.Kind kind, String name) {
    getEntityManager()
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
        .executeUpdate();
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

  /** All refs of a repo, branches first, tags in the order of their releases. */
  List<Ref> refs(long repoId) {
    return getEntityManager()
        .createQuery(
            """
            select f.kind, f.name, r.commitId
            from RefEntity f join RevisionEntity r on r.id = f.revisionId
            where f.repoId = :repoId order by f.kind, f.sequence""",
            Object[].class)
        .setParameter("repoId", repoId)
        .getResultStream()
        .map(row -> new Ref((Ref.Kind) row[0], (String) row[1], new GitId((String) row[2])))
        .toList();
  }
}
