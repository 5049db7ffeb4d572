package io.commonweight.embedded;

/**
 * Where a running Kafka broker is. Clients need no credentials.
 *
 * @param port its port on 127.0.0.1
 */
public record Kafka(int port) {

  /** The value of a client's {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }
}
