package io.commonweight.embedded;

import java.util.Locale;

/** A service that {@link EmbeddedServices} can run. */
public enum Service {
  /** A PostgreSQL server. */
  POSTGRES,
  /** One Kafka KRaft node, broker and controller. */
  KAFKA,
  /** An S3 gateway over a folder. */
  S3;

  /** The name of this service's folder and files in the data directory. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
