package io.commonweight.registry.federation;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.json.JsonException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys that charters name: each set in the blob store under its digest, once it was read. */
@ApplicationScoped
public class KeySetStore {
  private final BlobStore store;

  /** The key sets beside the other objects of a store. */
  public KeySetStore(BlobStore store) {
    this.store = store;
  }

  /**
   * The key sets that are here: those that were brought, and those that were pinned.
   *
   * <p>A look-up fails with an {@link UncheckedIOException} while the store does not answer.
   */
  public KeySets of(Federation federation) {
    List<KeySet> pinned =
        Stream.concat(Stream.of(federation.founding()), federation.moves().stream())
            .map(Founding::keys)
            .toList();
    return digest ->
        pinned.stream()
            .filter(set -> set.digest().equals(digest))
            .findFirst()
            .or(() -> find(digest));
  }

  /**
   * Stores a set durably.
   *
   * @return whether it was not here before
   */
  public boolean put(KeySet keys) throws IOException {
    String key = key(keys.digest());
    if (store.size(key).isPresent()) {
      return false;
    }
    byte[] json = keys.encode();
    store.put(key, new ByteArrayInputStream(json), json.length);
    return true;
  }

  private Optional<KeySet> find(Sha256 digest) {
    try {
      Optional<InputStream> object = store.open(key(digest), 0, KeySet.MAX_BYTES);
      if (object.isEmpty()) {
        return Optional.empty();
      }
      try (InputStream in = object.get()) {
        return Optional.of(KeySet.parse(in.readAllBytes()))
            .filter(set -> set.digest().equals(digest));
      }
    } catch (JsonException e) {
      throw new IllegalStateException("object " + key(digest) + " was changed in the store", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String key(Sha256 digest) {
    return "keys/sha256/" + digest;
  }
}
