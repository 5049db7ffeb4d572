package io.commonweight.cli.log;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The key sets of later charters, as a registry has them.
 *
 * @param client the registry
 * @param federation whose charters they are
 */
public record FetchedKeys(RegistryClient client, String federation) implements KeySets {

  /**
   * {@inheritDoc}
   *
   * @throws UncheckedIOException if the registry cannot be asked
   */
  @Override
  public Optional<KeySet> find(Sha256 digest) {
    try {
      return Optional.of(client.keySet(federation, digest));
    } catch (RegistryException e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
