package io.commonweight.federation.service.publish;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.oms.OmsBundle;
import io.commonweight.sdk.oms.OmsException;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.weights.DurableFile;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The model signing bundles of an organization on their way to the registry: each is signed before
 * the organization signs its release, and brought once that release is in force. Until the registry
 * has it, it lies in a folder of its own as {@code <sequence>-<digest>.sig}. Not thread-safe.
 */
public final class PendingBundles {
  private static final Pattern NAME = Pattern.compile("([0-9]{1,9})-([0-9a-f]{64})\\.sig");
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;

  private final Path folder;
  private final String organization;
  private final Optional<SigningKey> key;
  private final RegistryClient registry;

  /**
   * The bundles of an organization.
   *
   * @param key its P-256 key; without one no bundle is made
   */
  public PendingBundles(
      Path folder, String organization, Optional<SigningKey> key, RegistryClient registry) {
    this.folder = folder;
    this.organization = organization;
    this.key = key;
    this.registry = registry;
  }

  /**
   * Signs a release's files and keeps the bundle durably.
   *
   * @param state where the release is about to be signed
   */
  public void sign(FederationState state, Release release) throws IOException {
    Path file =
        folder.resolve(
            "%d-%s.sig".formatted(release.sequence(), new Statement(release).digest().hex()));
    if (key.isEmpty() || !isTheCharters(key.get(), state) || Files.exists(file)) {
      return;
    }
    byte[] bundle = OmsBundle.sign(release.policy(), release.files(), key.get()).encode();
    Files.createDirectories(folder);
    DurableFile.write(file, out -> out.write(ByteBuffer.wrap(bundle)));
  }

  private boolean isTheCharters(SigningKey signing, FederationState state) {
    Charter charter = state.charter();
    boolean named =
        charter
            .member(organization)
            .filter(member -> member.oms().equals(signing.fingerprint()))
            .isPresent();
    if (!named) {
      Log.warnf(
          "no bundle is made: charter %d does not name P-256 key %s for %s",
          charter.version(), signing.fingerprint(), organization);
    }
    return named;
  }

  /**
   * Brings those whose releases are in force, also if later releases are. What cannot be brought
   * now is tried again at the next call.
   */
  public void bring(FederationState state) throws IOException {
    for (Path file : files()) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (name.matches()) {
        int sequence = Integer.parseInt(name.group(1));
        var digest = new Sha256(name.group(2));
        Optional<LoggedRelease> release = state.release(digest);
        if (release.isPresent()) {
          bring(state, file, release.get());
        } else if (sequence < state.releases().size()) {
          Files.delete(file); // another release has its place: this one will never be in force
        }
      }
    }
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private void bring(FederationState state, Path file, LoggedRelease release) throws IOException {
    try {
      OmsBundle bundle = OmsBundle.parse(Files.readAllBytes(file));
      registry.putBundle(state.charter().federation(), release.digest(), organization, bundle);
      Files.delete(file);
      Log.infof("bundle brought, release %d", release.release().sequence());
    } catch (RegistryException e) {
      if (e.status() == FORBIDDEN) {
        Log.errorf("bundle %s is given up, the registry refuses it: %s", file, e.getMessage());
        Files.delete(file);
      } else if (e.status() != NOT_FOUND) { // a mirror may not have the release yet
        Log.warnf("bundle %s is not brought yet: %s", file, e.getMessage());
      }
    } catch (OmsException e) {
      throw new IOException(file + " is not what this aggregator wrote; remove it", e);
    }
  }
}
