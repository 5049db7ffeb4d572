package io.commonweight.registry.witness;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.BlobStore;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Evidence against logs, each file under the digest of its bytes. Nothing is ever deleted. */
@ApplicationScoped
public class EvidenceFiles {
  private static final String FOLDER = "evidence/";
  private static final long MAX_BYTES = 4L << 20;

  private final BlobStore store;

  /** Keeps them in that store. */
  public EvidenceFiles(BlobStore store) {
    this.store = store;
  }

  /** Keeps evidence; keeping the same again changes nothing. */
  void keep(Contradiction contradiction) throws IOException {
    byte[] file = contradiction.bytes();
    Sha256 digest = Bytes.of(file).sha256();
    if (store.size(FOLDER + digest).isEmpty()) {
      store.put(FOLDER + digest, new ByteArrayInputStream(file), file.length);
      Log.errorf("a log has shown two histories, evidence %s", digest);
    }
  }

  /** The digests of all files. */
  public List<Sha256> list() throws IOException {
    return store.list(FOLDER).stream()
        .map(key -> new Sha256(key.substring(FOLDER.length())))
        .toList();
  }

  /** A file. */
  public Optional<byte[]> read(Sha256 digest) throws IOException {
    Optional<InputStream> file = store.open(FOLDER + digest, 0, MAX_BYTES);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = file.get()) {
      return Optional.of(in.readAllBytes());
    }
  }
}
