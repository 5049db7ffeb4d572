package io.commonweight.cli.key;

import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.statement.Charter.Role;
import java.util.Optional;

/**
 * The public half of a key that is delegated.
 *
 * @param name that of its file without {@code .key}, such as {@code node-1}
 * @param role what it is delegated for
 * @param key the key
 */
public record RoleKey(String name, Role role, HybridVerifyingKey key) {

  /** The role that a file's name tells; none for keys that are never delegated. */
  static Optional<Role> roleOf(String name) {
    return switch (name.replaceFirst("-[0-9]{1,4}$", "-")) {
      case "aggregator" -> Optional.of(Role.AGGREGATOR);
      case "release" -> Optional.of(Role.RELEASE);
      case "registry" -> Optional.of(Role.REGISTRY);
      case "node-" -> Optional.of(Role.NODE);
      default -> Optional.empty();
    };
  }
}
