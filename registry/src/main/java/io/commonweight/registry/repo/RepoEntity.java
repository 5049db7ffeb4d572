package io.commonweight.registry.repo;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of {@code repo}. */
@Entity
@Table(name = "repo")
class RepoEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  @Enumerated(EnumType.STRING)
  RepoType type;

  String name;
  String owner;
  @Nullable String federation;

  @Enumerated(EnumType.STRING)
  Visibility visibility;

  @Enumerated(EnumType.STRING)
  Gate gate;

  Instant createdAt;
  Instant modifiedAt;
  String[] tags;

  Repo repo() {
    return new Repo(
        id,
        type,
        RepoId.parse(name),
        Optional.ofNullable(federation),
        visibility,
        gate,
        createdAt,
        modifiedAt);
  }
}
