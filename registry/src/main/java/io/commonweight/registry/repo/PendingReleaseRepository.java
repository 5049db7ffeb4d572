package io.commonweight.registry.repo;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Queries of releases that wait for their files. */
@ApplicationScoped
class PendingReleaseRepository implements PanacheRepositoryBase<PendingReleaseEntity, Long> {

  /** Remembers a release unless it is remembered or published already, in one statement. */
  void insertIfAbsent(Provenance provenance, Release release) {
    getEntityManager()
        .createQuery(
            """
            insert into PendingReleaseEntity
              (release, repo, federation, sequence, logIndex, statement)
            values (:release, :repo, :federation, :sequence, :logIndex, :statement)
            on conflict (release) do nothing""")
        .setParameter("release", provenance.release().hex())
        .setParameter("repo", release.policy())
        .setParameter("federation", provenance.federation())
        .setParameter("sequence", provenance.sequence())
        .setParameter("logIndex", provenance.index())
        .setParameter("statement", new Statement(release).encode())
        .executeUpdate();
  }

  /** The earliest waiting release of each repo. */
  List<PendingReleaseEntity> earliest() {
    return list(
        """
        from PendingReleaseEntity p where p.sequence =
          (select min(q.sequence) from PendingReleaseEntity q where q.repo = p.repo)""");
  }

  void delete(Sha256 release) {
    delete("release", release.hex());
  }
}
