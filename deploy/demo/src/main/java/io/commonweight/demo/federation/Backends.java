package io.commonweight.demo.federation;

import io.commonweight.embedded.EmbeddedServices;
import io.commonweight.embedded.KafkaCluster;
import io.commonweight.embedded.Postgres;
import io.commonweight.embedded.Service;
import java.nio.file.Path;
import java.util.Set;

/**
 * What the servers of all organizations share, to save memory: a PostgreSQL with a database for
 * each registry, and a Kafka broker that knows each organization, speaks TLS with it, and keeps it
 * to its own topics.
 *
 * @param services runs PostgreSQL
 * @param kafka asks who its clients are
 */
public record Backends(EmbeddedServices services, KafkaCluster kafka) implements AutoCloseable {

  /** Starts both under a directory. */
  public static Backends start(Path directory) {
    var services = EmbeddedServices.start(directory.resolve("services"), Set.of(Service.POSTGRES));
    try {
      return new Backends(
          services, KafkaCluster.start(directory.resolve("kafka"), 1, KafkaCluster.Access.GUARDED));
    } catch (RuntimeException e) {
      services.close();
      throw e;
    }
  }

  /** The PostgreSQL. */
  public Postgres postgres() {
    return services.postgres();
  }

  @Override
  public void close() {
    kafka.close();
    services.close();
  }
}
