package io.commonweight.embedded;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * The services that all tests of one JVM share, each started when first asked for and stopped at
 * exit, under {@code target/services} of the working directory. Tests take names of their own from
 * here, so that none needs to clear anything.
 */
public final class SharedServices {

  private static final String KEY = "io.commonweight.embedded.shared";
  private static final SecureRandom RANDOM = new SecureRandom();

  private SharedServices() {}

  /** The shared PostgreSQL. */
  public static Postgres postgres() {
    String[] address = address(Service.POSTGRES);
    return new Postgres(Integer.parseInt(address[0]), address[1]);
  }

  /** The shared Kafka broker. */
  public static Kafka kafka() {
    return new Kafka(Integer.parseInt(address(Service.KAFKA)[0]));
  }

  /** The shared S3 gateway. */
  public static S3 s3() {
    String[] address = address(Service.S3);
    return new S3(Integer.parseInt(address[0]), address[1], Path.of(address[2]));
  }

  /** A name that no other test has: the prefix, {@code _} and 12 hex digits. For databases. */
  public static String freshName(String prefix) {
    return prefix + "_" + random();
  }

  /** The JDBC URL of a new, empty database. */
  public static String freshDatabase() {
    return postgres().jdbcUrl(freshName("test"));
  }

  /** The name of a new, empty bucket. */
  public static String freshBucket() {
    return s3().bucket("test-" + random());
  }

  /** A prefix for the topics and consumer groups of one test, ending in a dot. */
  public static String freshTopicPrefix() {
    return "test-" + random() + ".";
  }

  private static String random() {
    byte[] bytes = new byte[6];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Port, secret and folder of a service, as {@link #describe} writes them. */
  private static String[] address(Service service) {
    // Test frameworks load this class more than once in a JVM. The copies have the JVM's settings
    // in common, and this text, which is one object for all of them. Others read those settings
    // too, so all of them are strings.
    synchronized (KEY) {
      String key = KEY + '.' + service.label();
      String address = System.getProperty(key);
      if (address == null) {
        Path directory = Path.of("target", "services", service.label());
        address = describe(EmbeddedServices.start(directory, Set.of(service)), service);
        System.setProperty(key, address);
      }
      return address.split("\n", -1);
    }
  }

  private static String describe(EmbeddedServices services, Service service) {
    return switch (service) {
      case POSTGRES -> services.postgres().port() + "\n" + services.postgres().password();
      case KAFKA -> Integer.toString(services.kafka().port());
      case S3 ->
          services.s3().port() + "\n" + services.s3().secretKey() + "\n" + services.s3().folder();
    };
  }
}
