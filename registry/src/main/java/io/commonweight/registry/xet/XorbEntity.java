package io.commonweight.registry.xet;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code xorb}. */
@Entity
@Table(name = "xorb")
class XorbEntity {
  @Id String hash;
  String objectKey;
  byte[] places;
  Instant usedAt;
}
