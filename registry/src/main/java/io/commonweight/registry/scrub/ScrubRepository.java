package io.commonweight.registry.scrub;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

/** The one row of how far reading has come. */
@ApplicationScoped
class ScrubRepository implements PanacheRepositoryBase<ScrubEntity, Integer> {

  ScrubEntity locked() {
    return findById(ScrubEntity.ID, LockModeType.PESSIMISTIC_WRITE);
  }
}
