package io.commonweight.registry.log;

import io.commonweight.registry.federation.Federation;
import io.commonweight.sdk.blob.BlobStore;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives each log its part of the blob store. */
@ApplicationScoped
class Tiles {
  private final BlobStore store;

  Tiles(BlobStore store) {
    this.store = store;
  }

  TileStore of(Federation federation) {
    return new TileStore(store, TileStore.prefix(federation));
  }
}
