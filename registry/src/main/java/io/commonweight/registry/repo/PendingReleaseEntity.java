package io.commonweight.registry.repo;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code pending_release}. */
@Entity
@Table(name = "pending_release")
class PendingReleaseEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  String release;
  String repo;
  String federation;
  int sequence;
  long logIndex;
  byte[] statement;
}
