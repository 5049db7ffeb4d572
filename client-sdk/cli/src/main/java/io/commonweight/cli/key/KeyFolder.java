package io.commonweight.cli.key;

import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.sdk.identity.Passphrase;
import io.commonweight.sdk.statement.Charter.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An organization's private keys, one file for each role with its public half beside it, and
 * {@value MemberFile#NAME}.
 *
 * @param directory readable by its owner alone
 */
public record KeyFolder(Path directory) {
  /** How the names of private key files end. */
  static final String SUFFIX = ".key";

  /** The key that signs charters, delegations and the first release. */
  static final String ROOT = "root";

  /** Reads the key that signs charters, delegations and the first release. */
  public HybridKey root(Passphrase passphrase) throws IOException {
    return KeyFile.load(directory.resolve(ROOT + SUFFIX), passphrase).hybrid();
  }

  /** Reads the key that states aggregates and may read updates. */
  public HybridKey aggregator(Passphrase passphrase) throws IOException {
    return KeyFile.load(directory.resolve("aggregator" + SUFFIX), passphrase).hybrid();
  }

  /** The keys that are there to be delegated, sorted by name. */
  public List<RoleKey> roleKeys() throws IOException {
    List<RoleKey> keys = new ArrayList<>();
    for (var file : publicKeys().entrySet()) {
      Optional<Role> role = RoleKey.roleOf(file.getKey());
      if (role.isPresent()) {
        keys.add(new RoleKey(file.getKey(), role.get(), hybrid(file.getKey(), file.getValue())));
      }
    }
    return keys;
  }

  /**
   * One of the keys that are there to be delegated.
   *
   * @throws IOException if there is none of that name
   */
  RoleKey roleKey(String name) throws IOException {
    return roleKeys().stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IOException(
                    "%s has no %s%s of a role that is delegated: aggregator, release, registry or node-N"
                        .formatted(directory, name, PublicKeyFile.SUFFIX)));
  }

  /** The public halves of all keys, by the name of their file. */
  SortedMap<String, PublicKeyFile> publicKeys() throws IOException {
    var keys = new TreeMap<String, PublicKeyFile>();
    try (var files = Files.newDirectoryStream(directory, "*" + PublicKeyFile.SUFFIX)) {
      for (Path file : files) {
        keys.put(nameOf(file), PublicKeyFile.load(file));
      }
    }
    return keys;
  }

  /** The name of a key: that of its file without what it ends in. */
  static String nameOf(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.(key|pub)$", "");
  }

  private HybridVerifyingKey hybrid(String name, PublicKeyFile file) throws IOException {
    try {
      return file.hybrid();
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s: %s".formatted(directory.resolve(name + PublicKeyFile.SUFFIX), e.getMessage()), e);
    }
  }
}
