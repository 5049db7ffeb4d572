package io.commonweight.cli.trust;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.registry.RegistryClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The digest of a charter that somebody pinned, and the documents if they are at hand.
 *
 * @param charter what is believed
 * @param founding documents of that digest
 */
public record Anchor(Sha256 charter, Optional<Founding> founding) {
  private static final String PREFIX = "sha256:";

  /** The anchor of pinned documents. */
  public static Anchor of(Founding founding) {
    return new Anchor(founding.charterDigest(), Optional.of(founding));
  }

  /**
   * Reads the option {@code --trust}.
   *
   * @param option {@code sha256:} and 64 hexadecimal digits, or the path of a charter or of a
   *     folder that holds one
   */
  public static Anchor parse(String option) throws IOException {
    if (option.startsWith(PREFIX)) {
      return new Anchor(new Sha256(option.substring(PREFIX.length())), Optional.empty());
    }
    Path path = Path.of(option);
    Path file = Files.isDirectory(path) ? path.resolve(Founding.CHARTER_FILE) : path;
    Sha256 digest = Sha256.of(file);
    Path folder = file.toAbsolutePath().resolveSibling(".").normalize();
    return Files.exists(folder.resolve(Founding.KEYS_FILE))
        ? new Anchor(digest, read(folder, digest))
        : new Anchor(digest, Optional.empty());
  }

  /**
   * What to say where there is no pin.
   *
   * @param what what cannot be verified
   * @param federation its federation, as far as is known
   */
  public static CommandException missing(String what, String federation, String registry) {
    return new CommandException(
        "no trust anchor for %s: compare its charter's fingerprint with a member, then run 'commonweight trust add %s --from %s'"
            .formatted(what, federation, registry));
  }

  /**
   * The federation that a registry says a policy belongs to. It is only told where to ask: nothing
   * is believed of it.
   */
  public static Optional<String> federationOf(String policy, RegistryClient client)
      throws IOException {
    for (String federation : client.federations()) {
      try {
        Founding shown = Founding.of(client.charterJson(federation), client.keysJson(federation));
        if (shown.charter().policy().equals(policy)) {
          return Optional.of(shown.charter().federation());
        }
      } catch (JsonException e) {
        throw new IOException(client.registry() + " sent " + e.getMessage(), e);
      }
    }
    return Optional.empty();
  }

  private static Optional<Founding> read(Path folder, Sha256 digest) throws IOException {
    return Optional.of(Founding.load(folder)).filter(f -> f.charterDigest().equals(digest));
  }
}
