package io.commonweight.federation.service.shard;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.blob.UploadSession;
import io.commonweight.sdk.json.JsonException;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an organization keeps of the round it works on. Its aggregators and workers share the store;
 * nobody else reads it. Nothing lies under a key that a registry serves, so a bucket shared with
 * one gives nothing away before its time.
 *
 * @param store the organization's own store
 * @param scratch an existing folder on a local disk, with room for one weights file
 */
public record RoundStore(BlobStore store, Path scratch) {
  private static final String UPDATES = "updates/";
  private static final String WEIGHTS = "weights/";
  private static final String PLANS = "plans/";
  private static final String STAGING = "staging/";
  private static final String NOTE = "upload-";

  /** The key of an update that was verified. */
  public static String updateKey(Sha256 commitment) {
    return UPDATES + commitment;
  }

  /** The key of a whole weights file that was verified. */
  public static String weightsKey(Sha256 digest) {
    return WEIGHTS + digest;
  }

  /** Whether there is an object under a key. */
  public boolean has(String key) throws IOException {
    return store.size(key).isPresent();
  }

  /** Keeps a verified file. */
  void keep(String key, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      store.put(key, in, Files.size(file));
    }
  }

  /** Opens a range of an object. */
  public InputStream open(String key, long offset, long length) throws IOException {
    return store
        .open(key, offset, length)
        .orElseThrow(() -> new FileNotFoundException("the store has no " + key));
  }

  /** Opens a whole object. */
  public InputStream open(String key) throws IOException {
    return open(key, 0, Long.MAX_VALUE);
  }

  /** A new file on the local disk; its owner deletes it. */
  public Path scratchFile() throws IOException {
    return Files.createTempFile(scratch, "round", "");
  }

  /** Keeps a plan under its digest. */
  Sha256 keep(RoundPlan plan) throws IOException {
    byte[] content = plan.encode();
    Sha256 digest = Sha256.of(content);
    store.put(PLANS + digest, new ByteArrayInputStream(content), content.length);
    return digest;
  }

  /**
   * The plan of a digest; empty if the round is over.
   *
   * @throws IOException if the store holds other bytes than the digest says
   */
  public Optional<RoundPlan> plan(Sha256 digest) throws IOException {
    Optional<InputStream> found = store.open(PLANS + digest, 0, RoundPlan.MAX_BYTES + 1L);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = found.get()) {
      byte[] content = in.readAllBytes();
      if (!Sha256.of(content).equals(digest)) {
        throw new IOException("the store's plan " + digest + " has another digest");
      }
      return Optional.of(RoundPlan.parse(content));
    } catch (JsonException e) {
      throw new IOException("plan " + digest + ": " + e.getMessage(), e);
    }
  }

  /** Begins the upload that the shards of a plan are parts of, and remembers it until its end. */
  UploadSession begin(String staging) throws IOException {
    UploadSession upload = store.begin(STAGING + staging);
    Files.writeString(note(staging), upload.id());
    return upload;
  }

  /** Drops what is left of an upload, assembled or not. */
  void end(String staging, UploadSession upload) throws IOException {
    upload.abort();
    store.delete(STAGING + staging);
    Files.deleteIfExists(note(staging));
  }

  /** Drops what a process that was killed has left behind. */
  public void recover() throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.startsWith(NOTE)) {
          String staging = name.substring(NOTE.length());
          end(staging, store.resume(STAGING + staging, Files.readString(file)));
        }
        Files.deleteIfExists(file);
      }
    }
  }

  private Path note(String staging) {
    return scratch.resolve(NOTE + staging);
  }

  /** Takes up the upload of a plan. */
  public UploadSession upload(RoundPlan plan) {
    return store.resume(STAGING + plan.staging(), plan.session());
  }

  /** Opens what was assembled. */
  InputStream openStaged(String staging) throws IOException {
    return open(STAGING + staging);
  }

  /** Makes a weights file of what was assembled. */
  void accept(String staging, Sha256 digest) throws IOException {
    store.move(STAGING + staging, weightsKey(digest));
  }

  /** Forgets the last round: other organizations' updates are not kept longer than needed. */
  public void clear(Sha256 weightsToKeep) throws IOException {
    for (String prefix : List.of(UPDATES, PLANS, STAGING, WEIGHTS)) {
      for (String key : store.list(prefix)) {
        if (!key.equals(weightsKey(weightsToKeep))) {
          store.delete(key);
        }
      }
    }
  }
}
