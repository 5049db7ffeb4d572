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
   * Key file of the registry key that its organization has delegated. A mirror needs it, to prove
   * itself to its origin.
   */
  Optional<Path> keyFile();

  /** File with the passphrase of encrypted key files; else it comes from the environment. */
  Optional<Path> passphraseFile();

  /**
   * File that the first operator's one-time token is written to, which must not be there before;
   * without it the token is printed to the log.
   */
  Optional<Path> operatorTokenFile();
}
