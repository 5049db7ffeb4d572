package io.commonweight.registry.federation;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Who this registry is. */
@ConfigMapping(prefix = "commonweight.registry")
public interface RegistryConfig {

  /** Public address without a path, as others reach it; tokens are signed for it. */
  URI url();

  /**
   * PKCS#8 PEM file of the registry key that the charters name. A mirror needs it, to prove itself
   * to its origin.
   */
  Optional<Path> keyFile();
}
