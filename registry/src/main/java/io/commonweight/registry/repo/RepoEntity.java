package io.commonweight.registry.repo;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code repo}. */
@Entity
@Table(name = "repo")
class RepoEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  Long id;

  String name;
  String owner;
  String federation;
  Instant createdAt;
  Instant modifiedAt;
  String[] tags;
}
