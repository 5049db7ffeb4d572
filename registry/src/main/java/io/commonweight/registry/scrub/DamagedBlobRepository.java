package io.commonweight.registry.scrub;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** The damaged blobs that are not whole again. */
@ApplicationScoped
class DamagedBlobRepository implements PanacheRepositoryBase<DamagedBlobEntity, String> {

  void store(Damage damage, Instant now) {
    var row = new DamagedBlobEntity();
    row.sha256 = damage.expected().hex();
    row.found = damage.found().hex();
    row.bytes = damage.bytes();
    row.foundAt = now;
    getEntityManager().merge(row);
  }

  /** Those of a part of the store. */
  List<DamagedBlobEntity> ofPart(int part) {
    return list("sha256 like ?1", "%02x%%".formatted(part));
  }
}
