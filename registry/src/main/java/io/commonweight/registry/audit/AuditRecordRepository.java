package io.commonweight.registry.audit;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Queries of records. The order of the records of an hour is that in which they were stored. */
@ApplicationScoped
class AuditRecordRepository implements PanacheRepositoryBase<AuditRecordEntity, Long> {

  /** The hour of the first record that is not before a time, and before another. */
  Optional<Instant> firstHour(Instant from, Instant before) {
    return find("at >= ?1 and at < ?2 order by at", from, before)
        .page(0, 1)
        .firstResultOptional()
        .map(record -> record.at.truncatedTo(ChronoUnit.HOURS));
  }

  /** What the records of an hour are committed to by, in their order. */
  List<byte[]> commitments(Instant hour) {
    return getEntityManager()
        .createQuery(
            """
            select commitment from AuditRecordEntity
            where at >= :hour and at < :next order by id""",
            byte[].class)
        .setParameter("hour", hour)
        .setParameter("next", next(hour))
        .getResultList();
  }

  /** Some records of an hour, in their order. */
  List<AuditRecordEntity> list(Instant hour, int from, int limit) {
    return find("at >= ?1 and at < ?2 order by id", hour, next(hour))
        .range(from, from + limit - 1)
        .list();
  }

  private static Instant next(Instant hour) {
    return hour.plus(1, ChronoUnit.HOURS);
  }
}
