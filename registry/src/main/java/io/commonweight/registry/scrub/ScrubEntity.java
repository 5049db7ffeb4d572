package io.commonweight.registry.scrub;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The one row of {@code scrub}. */
@Entity
@Table(name = "scrub")
@SuppressWarnings("NullAway.Init") // Hibernate sets the fields
class ScrubEntity {
  static final int ID = 1;

  @Id int id;
  int nextPart;
  long pass;
  Instant beganAt;
  long blobs;
  long bytes;
  @Nullable Instant finishedAt;
}
