package io.commonweight.registry.federation;

import io.commonweight.registry.problem.RegistryException.NotFound;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.sdk.identity.Passphrase;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All federations of this registry, loaded once: a mistake in the settings stops the boot. */
@Startup
@ApplicationScoped
public class Federations {
  private final Map<String, Federation> byName = new TreeMap<>();
  private final URI url;
  private final Optional<HybridKey> registryKey;

  Federations(RegistryConfig registry, FederationsConfig config) throws IOException {
    var passphrase = Passphrase.of(registry.passphraseFile(), System.getenv());
    for (var entry : config.federations().entrySet()) {
      byName.put(entry.getKey(), Federation.load(entry.getKey(), entry.getValue(), passphrase));
    }
    url = registry.url();
    Optional<Path> file = registry.keyFile();
    registryKey =
        file.isPresent()
            ? Optional.of(KeyFile.load(file.get(), passphrase).hybrid())
            : Optional.empty();
  }

  /** All of them, by name. */
  public Collection<Federation> all() {
    return byName.values();
  }

  /**
   * The federation of a name.
   *
   * @throws NotFound if this registry takes no part in it
   */
  public Federation get(String name) {
    Federation federation = byName.get(name);
    if (federation == null) {
      throw new NotFound("federation", name);
    }
    return federation;
  }

  /** This registry's public address, without a slash at its end: the audience of tokens. */
  public String audience() {
    String text = url.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** The key that proves this registry's identity to others. */
  public Optional<HybridKey> registryKey() {
    return registryKey;
  }
}
