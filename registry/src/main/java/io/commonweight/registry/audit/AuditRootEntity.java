package io.commonweight.registry.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code audit_root}. */
@Entity
@Table(name = "audit_root")
class AuditRootEntity {
  /** When the hour began. */
  @Id Instant hour;

  int records;
  String root;
}
