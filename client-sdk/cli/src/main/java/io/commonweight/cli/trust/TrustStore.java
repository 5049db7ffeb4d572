package io.commonweight.cli.trust;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.charter.Founding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The pinned charters, one folder of founding documents for each federation.
 *
 * @param config the folder of a person's settings
 */
public record TrustStore(Path config) {
  private static final String STAGING = ".new";

  /** Every pinned federation, by name. */
  public List<Founding> all() throws IOException {
    List<Founding> pinned = new ArrayList<>();
    try (var folders = Files.newDirectoryStream(directory())) {
      for (Path folder : folders) {
        if (!folder.toString().endsWith(STAGING)) {
          pinned.add(Founding.load(folder));
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    pinned.sort(Comparator.comparing(founding -> founding.charter().federation()));
    return pinned;
  }

  /** The pin of a federation. */
  public Optional<Founding> find(String federation) throws IOException {
    return all().stream().filter(f -> f.charter().federation().equals(federation)).findFirst();
  }

  /** The pin of the federation whose releases go to a repo. */
  public Optional<Founding> ofPolicy(String policy) throws IOException {
    return all().stream().filter(f -> f.charter().policy().equals(policy)).findFirst();
  }

  /**
   * Pins a charter.
   *
   * @param replaces whether it may take the place of another charter of the federation
   * @throws CommandException if it may not, or if another federation's pin has the same policy
   */
  void pin(Founding founding, boolean replaces) throws IOException, CommandException {
    String federation = founding.charter().federation();
    Optional<Founding> before = find(federation);
    if (before.isPresent() && !isSame(before.get(), founding) && !replaces) {
      throw new CommandException(
          "%s is pinned to another charter, sha256:%s: if the members have agreed on the new one, add --replace"
              .formatted(federation, before.get().charterDigest()));
    }
    requirePolicyIsFree(founding);
    Path staging = directory().resolve(federation + STAGING);
    delete(staging);
    founding.store(staging);
    delete(directory().resolve(federation));
    Files.move(staging, directory().resolve(federation), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Forgets a pin; false if there was none. */
  boolean remove(String federation) throws IOException {
    if (find(federation).isEmpty()) {
      return false;
    }
    delete(directory().resolve(federation));
    return true;
  }

  private void requirePolicyIsFree(Founding founding) throws IOException, CommandException {
    Optional<Founding> other = ofPolicy(founding.charter().policy());
    if (other.isPresent()
        && !other.get().charter().federation().equals(founding.charter().federation())) {
      throw new CommandException(
          "%s already belongs to the pinned federation %s: remove that pin first"
              .formatted(founding.charter().policy(), other.get().charter().federation()));
    }
  }

  private Path directory() {
    return config.resolve("trust");
  }

  private static boolean isSame(Founding one, Founding other) {
    return one.charterDigest().equals(other.charterDigest());
  }

  private static void delete(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(Founding.CHARTER_FILE));
    Files.deleteIfExists(folder.resolve(Founding.KEYS_FILE));
    Files.deleteIfExists(folder);
  }
}
