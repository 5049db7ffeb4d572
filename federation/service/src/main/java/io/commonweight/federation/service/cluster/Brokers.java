package io.commonweight.federation.service.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * Where a Kafka cluster is and how clients get in. Connections are encrypted unless every address
 * is of this machine and no truststore is given.
 *
 * @param bootstrap addresses as {@code host:port}, with commas between
 * @param login who the clients are; absent: nobody in particular
 * @param truststore PEM file of the certificates that vouch for the brokers; absent: those that
 *     this Java trusts
 */
public record Brokers(String bootstrap, Optional<Login> login, Optional<Path> truststore) {
  private static final String CONFIG = "commonweight.aggregator.";

  /** Brokers that ask nobody who they are. */
  public static Brokers open(String bootstrap) {
    return new Brokers(bootstrap, Optional.empty(), Optional.empty());
  }

  /** The settings that every client needs, freshly allocated. */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol().name);
    login.ifPresent(
        user -> {
          settings.put(SaslConfigs.SASL_MECHANISM, Login.MECHANISM);
          settings.put(SaslConfigs.SASL_JAAS_CONFIG, user.jaas());
        });
    truststore.ifPresent(
        file -> {
          settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
          settings.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, file.toString());
        });
    return settings;
  }

  private SecurityProtocol protocol() {
    if (truststore.isPresent() || !isHere()) {
      return login.isPresent() ? SecurityProtocol.SASL_SSL : SecurityProtocol.SSL;
    }
    return login.isPresent() ? SecurityProtocol.SASL_PLAINTEXT : SecurityProtocol.PLAINTEXT;
  }

  private boolean isHere() {
    return Arrays.stream(bootstrap.split(",", -1)).map(String::strip).allMatch(Brokers::isLoopback);
  }

  private static boolean isLoopback(String address) {
    int colon = address.lastIndexOf(':');
    try {
      return colon > 0 && InetAddress.getByName(address.substring(0, colon)).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  /**
   * Why something failed and what to do about it.
   *
   * @param what what was tried, such as {@code post shard tasks}
   */
  public IOException failure(String what, Throwable cause) {
    return new IOException(
        "cannot %s at Kafka %s: %s".formatted(what, bootstrap, reason(cause)), cause);
  }

  private String reason(Throwable cause) {
    String user = login.map(Login::username).orElse("nobody");
    for (Throwable e = cause; e != null; e = e.getCause()) {
      if (e instanceof SaslAuthenticationException) {
        return "it does not take the password of user %s (%s); check %skafka-login, or have the password set anew"
            .formatted(user, e.getMessage(), CONFIG);
      }
      if (e instanceof SslAuthenticationException) {
        return "its certificate is not trusted (%s); give the certificate of its authority as %skafka-truststore"
            .formatted(e.getMessage(), CONFIG);
      }
      if (e instanceof AuthorizationException) {
        return "user %s has no right to (%s); have the rights of the organization's prefix granted"
            .formatted(user, e.getMessage());
      }
    }
    return String.valueOf(cause.getMessage());
  }
}
