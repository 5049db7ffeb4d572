package io.commonweight.registry.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code audit_record}. */
@Entity
@Table(name = "audit_record")
class AuditRecordEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  Instant at;
  byte[] salt;
  byte[] record;
  byte[] commitment;
}
