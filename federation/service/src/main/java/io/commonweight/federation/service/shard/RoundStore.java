package io.commonweight.federation.service.shard;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.blob.UploadSession;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
  private static final String ANSWERS = "answers/";
  private static final String STAGING = "staging/";
  private static final String NOTE = "upload-";

  /** The key of an update that was verified. */
  public static String updateKey(Sha256 commitment) {
    return UPDATES + commitment;
  }

  /** The key of a whole weights file, or of one of an optimizer's state, that was verified. */
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

  /** Keeps a shard's answer to a question, in decimal, and names it by its digest. */
  public Sha256 keepAnswer(List<BigInteger> answer) throws IOException {
    byte[] content = CanonicalJson.write(answer.stream().map(BigInteger::toString).toList());
    Sha256 digest = Sha256.of(content);
    store.put(ANSWERS + digest, new ByteArrayInputStream(content), content.length);
    return digest;
  }

  /**
   * The answer of a digest.
   *
   * @throws IOException if there is none, or other bytes
   */
  List<BigInteger> answer(Sha256 digest) throws IOException {
    try (InputStream in = open(ANSWERS + digest, 0, RoundPlan.MAX_BYTES)) {
      byte[] content = in.readAllBytes();
      if (!Sha256.of(content).equals(digest)) {
        throw new IOException("the store's answer " + digest + " has another digest");
      }
      return Stream.of(CanonicalJson.read(content, RoundPlan.MAX_BYTES, String[].class))
          .map(BigInteger::new)
          .toList();
    } catch (JsonException e) {
      throw new IOException("answer " + digest + ": " + e.getMessage(), e);
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

  /**
   * Forgets the last round: other organizations' updates are not kept longer than needed.
   *
   * @param weightsToKeep the new weights, and the optimizer's states
   */
  public void clear(Set<Sha256> weightsToKeep) throws IOException {
    Set<String> kept =
        weightsToKeep.stream().map(RoundStore::weightsKey).collect(Collectors.toSet());
    for (String prefix : List.of(UPDATES, PLANS, ANSWERS, STAGING, WEIGHTS)) {
      for (String key : store.list(prefix)) {
        if (!kept.contains(key)) {
          store.delete(key);
        }
      }
    }
  }
}
