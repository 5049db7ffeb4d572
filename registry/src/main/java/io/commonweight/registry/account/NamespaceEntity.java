package io.commonweight.registry.account;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code namespace}. */
@Entity
@Table(name = "namespace")
class NamespaceEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  String name;

  @Enumerated(EnumType.STRING)
  Kind kind;

  String fullName;
  Instant createdAt;

  /** Whose name it is. */
  enum Kind {
    ACCOUNT,
    ORGANIZATION
  }
}
