package io.commonweight.registry.bundle;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.oms.OmsBundle;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Bundles under their release and organization; who stores one has verified it. */
@ApplicationScoped
class BundleStore {
  private static final String ENDING = ".sig";

  private final BlobStore store;

  BundleStore(BlobStore store) {
    this.store = store;
  }

  /** The organizations of whom there is one, sorted. */
  List<String> organizations(String federation, Sha256 release) throws IOException {
    String folder = folder(federation, release);
    return store.list(folder).stream()
        .map(key -> key.substring(folder.length(), key.length() - ENDING.length()))
        .sorted()
        .toList();
  }

  Optional<Bytes> find(String federation, Sha256 release, String organization) throws IOException {
    Optional<InputStream> object =
        store.open(key(federation, release, organization), 0, OmsBundle.MAX_BYTES);
    if (object.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = object.get()) {
      return Optional.of(Bytes.of(in.readAllBytes()));
    }
  }

  /**
   * Stores a bundle durably, in our own spelling; one that is there stays.
   *
   * @return whether there was none
   */
  boolean put(String federation, Sha256 release, String organization, OmsBundle bundle)
      throws IOException {
    String key = key(federation, release, organization);
    if (store.size(key).isPresent()) {
      return false;
    }
    byte[] json = bundle.encode();
    store.put(key, new ByteArrayInputStream(json), json.length);
    return true;
  }

  private static String key(String federation, Sha256 release, String organization) {
    return folder(federation, release) + organization + ENDING;
  }

  private static String folder(String federation, Sha256 release) {
    return "bundles/%s/%s/".formatted(federation, release);
  }
}
