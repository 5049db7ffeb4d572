package io.commonweight.registry.witness;

import io.commonweight.sdk.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The logs that are witnessed here, by their origins. */
final class KnownLogs {
  private final Map<String, KnownLog> byOrigin = new HashMap<>();

  /**
   * Indexes logs.
   *
   * @throws IllegalArgumentException if two have the same origin
   */
  KnownLogs(Collection<KnownLog> logs) {
    for (KnownLog log : logs) {
      if (byOrigin.put(log.origin(), log) != null) {
        throw new IllegalArgumentException("two logs are named " + log.origin());
      }
    }
  }

  /** The log of an origin. */
  Optional<KnownLog> find(String origin) {
    return Optional.ofNullable(byOrigin.get(origin));
  }

  /** The log whose origin has a SHA-256 digest in hexadecimal: its name in addresses. */
  Optional<KnownLog> findByDigest(String hex) {
    return byOrigin.values().stream().filter(log -> digest(log).equals(hex)).findFirst();
  }

  /** A log's name in addresses. */
  static String digest(KnownLog log) {
    return Sha256.of(log.origin().getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** All of them. */
  Collection<KnownLog> all() {
    return byOrigin.values();
  }
}
