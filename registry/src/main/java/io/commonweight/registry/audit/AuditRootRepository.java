package io.commonweight.registry.audit;

import io.commonweight.sdk.Sha256;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Queries of roots. */
@ApplicationScoped
class AuditRootRepository implements PanacheRepositoryBase<AuditRootEntity, Instant> {

  /** The last hour that has a root. */
  Optional<Instant> lastHour() {
    return find("order by hour desc").page(0, 1).firstResultOptional().map(root -> root.hour);
  }

  /** The roots of hours before a time, newest first. */
  List<AuditRootEntity> before(Instant time, int limit) {
    return find("hour < ?1 order by hour desc", time).page(0, limit).list();
  }

  /** Inserts the root of an hour unless it has one, which then stays, in one statement. */
  void insertIfAbsent(Instant hour, int records, Sha256 root) {
    getEntityManager()
        .createQuery(
            """
            insert into AuditRootEntity (hour, records, root) values (:hour, :records, :root)
            on conflict (hour) do nothing""")
        .setParameter("hour", hour)
        .setParameter("records", records)
        .setParameter("root", root.hex())
        .executeUpdate();
  }
}
