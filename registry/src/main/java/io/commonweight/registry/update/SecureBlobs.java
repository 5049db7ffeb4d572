package io.commonweight.registry.update;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.SecureBlob;
import io.commonweight.registry.access.Caller;
import io.commonweight.registry.blob.Download;
import io.commonweight.registry.blob.Receiver;
import io.commonweight.registry.blob.Receiver.Received;
import io.commonweight.registry.log.Logs;
import io.commonweight.registry.origin.Origin;
import io.commonweight.registry.origin.Origins;
import io.commonweight.registry.problem.RegistryException.DigestMismatch;
import io.commonweight.registry.problem.RegistryException.NoOpenRound;
import io.commonweight.registry.problem.RegistryException.NotFound;
import io.commonweight.registry.problem.RegistryException.OriginUnreachable;
import io.commonweight.registry.problem.RegistryException.TooManyRequests;
import io.commonweight.registry.secure.SecureBlobStore;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.registry.RegistryException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** Takes the blobs of secure rounds in and gives them out, at an origin and at a mirror. */
@ApplicationScoped
class SecureBlobs {
  private static final int NOT_FOUND = 404;
  private static final Map<String, String> PRIVATE = Map.of("Cache-Control", "private, no-store");
  private static final Map<String, String> PUBLIC =
      Map.of("Cache-Control", "public, max-age=31536000, immutable");

  private final SecureBlobStore store;
  private final Logs logs;
  private final Origins origins;
  private final Receiver receiver;
  private final MeterRegistry meters;

  SecureBlobs(
      SecureBlobStore store, Logs logs, Origins origins, Receiver receiver, MeterRegistry meters) {
    this.store = store;
    this.logs = logs;
    this.origins = origins;
    this.receiver = receiver;
    this.meters = meters;
  }

  /**
   * Stores a blob durably. A mirror hands it to the origin first.
   *
   * @return whether it was not stored here before
   * @throws DigestMismatch if the body has another digest
   * @throws NoOpenRound if the step that it is for is over before all of it has come
   * @throws TooManyRequests if the caller has brought as many as its nodes may sign for
   */
  boolean put(String federation, Sha256 digest, Caller caller, InputStream body)
      throws IOException {
    Room room = SecureBlobAccess.requireWritable(state(federation), caller);
    try (Received blob = receiver.receive("the blob", body, room.maxBytes())) {
      if (!blob.digest().equals(digest)) {
        throw new DigestMismatch(digest, blob.digest());
      }
      Optional<Origin> origin = origins.of(federation);
      if (origin.isPresent()) {
        origin.get().putSecureBlob(digest, blob.file());
      } else {
        admit(federation, digest, SecureBlobAccess.requireWritable(state(federation), caller));
      }
      return keep(federation, blob);
    }
  }

  private void admit(String federation, Sha256 digest, Room room) throws IOException {
    if (!store.count(federation, room.step(), digest, room.most())) {
      throw new TooManyRequests(
          "this key has brought the %d blobs that it may in this step".formatted(room.most()));
    }
  }

  private boolean keep(String federation, Received blob) throws IOException {
    if (store.size(federation, blob.digest()).isPresent()) {
      return false;
    }
    store.put(federation, blob.digest(), blob.file());
    meters
        .counter("commonweight.secure.received.bytes", "federation", federation)
        .increment((double) blob.bytes());
    return true;
  }

  /** Finds a blob that the caller may read; a mirror fetches it from the origin first. */
  Download find(String federation, Sha256 digest, Caller caller) throws IOException {
    FederationState state = state(federation);
    SecureBlob blob = state.secureBlob(digest).orElseThrow(() -> missing(digest));
    SecureBlobAccess.requireReadable(state, caller, blob);
    return download(federation, digest, PRIVATE);
  }

  /**
   * Finds a masked vector that anybody may read.
   *
   * @throws NotFound if the log has none of this name in a round that is released
   */
  Download find(String federation, Sha256 digest) throws IOException {
    FederationState state = state(federation);
    if (state.secureBlob(digest).filter(blob -> SecureBlobAccess.isPublic(state, blob)).isEmpty()) {
      throw new NotFound("masked vector of a released round", digest.hex());
    }
    return download(federation, digest, PUBLIC);
  }

  private Download download(String federation, Sha256 digest, Map<String, String> headers)
      throws IOException {
    if (store.size(federation, digest).isEmpty()) {
      fetch(federation, digest);
    }
    long bytes = store.size(federation, digest).orElseThrow(() -> missing(digest));
    return new Download(bytes, digest.hex(), headers);
  }

  /** Opens a range of a blob that was found. */
  InputStream open(String federation, Sha256 digest, long offset, long length) throws IOException {
    return store.open(federation, digest, offset, length).orElseThrow(() -> missing(digest));
  }

  private void fetch(String federation, Sha256 digest) throws IOException {
    Origin origin = origins.of(federation).orElseThrow(() -> missing(digest));
    try {
      long bytes = origin.secureBlobBytes(digest);
      try (InputStream body = origin.openSecureBlob(digest, bytes);
          Received blob = receiver.receive("the blob", body, bytes)) {
        if (!blob.digest().equals(digest)) {
          throw new DigestMismatch(digest, blob.digest());
        }
        store.put(federation, digest, blob.file());
      }
    } catch (RegistryException e) {
      throw e.status() == NOT_FOUND
          ? missing(digest)
          : new OriginUnreachable(String.valueOf(e.getMessage()));
    }
  }

  private FederationState state(String federation) {
    return logs.get(federation).view().state();
  }

  private static NotFound missing(Sha256 digest) {
    return new NotFound("logged blob of a secure round", digest.hex());
  }
}
