package io.commonweight.sdk.registry;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.identity.KeySet;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** The key sets that a registry has of a federation, fetched when they are asked for. */
record RegistryKeySets(RegistryClient registry, String federation) implements KeySets {
  private static final Logger LOG = System.getLogger(RegistryKeySets.class.getName());

  @Override
  public Optional<KeySet> find(Sha256 digest) {
    try {
      return Optional.of(registry.keySet(federation, digest));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "no keys of a new charter: {0}", e.getMessage());
      return Optional.empty();
    }
  }
}
