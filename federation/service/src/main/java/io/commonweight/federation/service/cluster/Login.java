package io.commonweight.federation.service.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;

/**
 * A user of a Kafka cluster, who shows by SCRAM-SHA-512 (RFC 5802) that they know a password. The
 * password is part of no text form and no message.
 */
public final class Login {
  /** The mechanism. */
  public static final String MECHANISM = "SCRAM-SHA-512";

  /** The environment variable that may hold the password. */
  public static final String ENVIRONMENT = "COMMONWEIGHT_KAFKA_PASSWORD";

  private final String username;
  private final Password jaas;

  private Login(String username, Password jaas) {
    this.username = username;
    this.jaas = jaas;
  }

  /**
   * A user with the password in a file if one is given, else that of the environment.
   *
   * @param passwordFile its first line is the password
   * @param environment the process's, as of {@link System#getenv()}
   * @throws IOException if there is no password
   */
  public static Login of(
      String username, Optional<Path> passwordFile, Map<String, String> environment)
      throws IOException {
    String password =
        passwordFile.isPresent()
            ? firstLine(passwordFile.get())
            : environment.getOrDefault(ENVIRONMENT, "");
    if (password.isEmpty()) {
      throw new IOException(
          "Kafka user %s has no password: give commonweight.aggregator.kafka-login.password-file, or set %s"
              .formatted(username, ENVIRONMENT));
    }
    return of(username, password);
  }

  /** A user with a password. */
  public static Login of(String username, String password) {
    return new Login(
        username,
        new Password(
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=%s password=%s;"
                .formatted(quoted(username), quoted(password))));
  }

  private static String firstLine(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String line = lines.readLine();
      return line == null ? "" : line;
    } catch (CharacterCodingException e) {
      throw new IOException(file + " holds no password in UTF-8", e);
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The user's name. */
  public String username() {
    return username;
  }

  /** The setting {@code sasl.jaas.config}. */
  Password jaas() {
    return jaas;
  }

  @Override
  public String toString() {
    return "Login[" + username + "]";
  }
}
