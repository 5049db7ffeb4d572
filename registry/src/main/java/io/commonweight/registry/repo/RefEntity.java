package io.commonweight.registry.repo;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code ref}. */
@Entity
@Table(name = "ref")
class RefEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  long repoId;

  @Enumerated(EnumType.STRING)
  Ref.Kind kind;

  String name;
  long revisionId;
  @Nullable Integer sequence;
}
