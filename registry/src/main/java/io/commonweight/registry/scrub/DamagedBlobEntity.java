package io.commonweight.registry.scrub;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code damaged_blob}. */
@Entity
@Table(name = "damaged_blob")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
class DamagedBlobEntity {
  @Id String sha256;
  String found;
  long bytes;
  Instant foundAt;
}
