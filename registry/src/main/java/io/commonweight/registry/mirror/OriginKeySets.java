package io.commonweight.registry.mirror;

import io.commonweight.registry.federation.KeySetStore;
import io.commonweight.registry.origin.Origin;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.identity.KeySet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The keys of charters in a mirrored log: what is not here is fetched from the origin, by its
 * digest, and kept.
 *
 * @param here what was fetched, brought or pinned
 * @param store where they are kept
 * @param origin where they are fetched
 */
record OriginKeySets(KeySets here, KeySetStore store, Origin origin) implements KeySets {

  /**
   * The set of that digest.
   *
   * @throws UncheckedIOException if the origin or the store does not answer
   */
  @Override
  public Optional<KeySet> find(Sha256 digest) {
    return here.find(digest).or(() -> fetch(digest));
  }

  private Optional<KeySet> fetch(Sha256 digest) {
    try {
      Optional<KeySet> keys = origin.keySet(digest);
      if (keys.isPresent()) {
        store.put(keys.get());
      }
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
