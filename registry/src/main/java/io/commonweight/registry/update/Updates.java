package io.commonweight.registry.update;

import io.commonweight.federation.round.FederationState;
import io.commonweight.registry.access.Caller;
import io.commonweight.registry.blob.Download;
import io.commonweight.registry.blob.Receiver;
import io.commonweight.registry.blob.Receiver.Received;
import io.commonweight.registry.federation.Federations;
import io.commonweight.registry.log.Logs;
import io.commonweight.registry.origin.Origin;
import io.commonweight.registry.origin.Origins;
import io.commonweight.registry.problem.RegistryException.CommitmentMismatch;
import io.commonweight.registry.problem.RegistryException.NoOpenRound;
import io.commonweight.registry.problem.RegistryException.NotFound;
import io.commonweight.registry.problem.RegistryException.OriginUnreachable;
import io.commonweight.registry.problem.RegistryException.TooManyRequests;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.sdk.registry.RegistrySession.UpdateInfo;
import io.commonweight.sdk.statement.Update;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Takes update blobs in and gives them out, at an origin and at a mirror. */
@ApplicationScoped
class Updates {
  static final String SALT_HEADER = "X-Commonweight-Salt";
  private static final int NOT_FOUND = 404;
  private static final int LOCKS = 64;

  private final UpdateStore store;
  private final Logs logs;
  private final Origins origins;
  private final Federations federations;
  private final Receiver receiver;
  private final MeterRegistry meters;
  private final List<Lock> locks = Stream.<Lock>generate(ReentrantLock::new).limit(LOCKS).toList();

  Updates(
      UpdateStore store,
      Logs logs,
      Origins origins,
      Federations federations,
      Receiver receiver,
      MeterRegistry meters) {
    this.store = store;
    this.logs = logs;
    this.origins = origins;
    this.federations = federations;
    this.receiver = receiver;
    this.meters = meters;
  }

  /**
   * Stores an update blob durably. A mirror hands it to the origin first, and keeps it if its
   * organization runs an aggregator.
   *
   * @return whether it was not stored here before
   * @throws CommitmentMismatch if salt and body do not open the commitment
   * @throws NoOpenRound if the round closes before all of it has come
   * @throws TooManyRequests if as many have come as all nodes may state in the round
   */
  boolean put(String federation, Sha256 commitment, Bytes salt, InputStream body)
      throws IOException {
    long maxBytes = requireWritable(federation, commitment);
    try (Received blob = receiver.receive("the update", body, maxBytes)) {
      requireOpens(commitment, salt, blob);
      Optional<Origin> origin = origins.of(federation);
      if (origin.isPresent()) {
        origin.get().putUpdate(commitment, salt, blob.file());
        return keepsUpdates(federation)
            ? keep(federation, commitment, salt, blob)
            : store.size(federation, commitment).isEmpty();
      }
      return admit(federation, commitment, salt, blob);
    }
  }

  private boolean keepsUpdates(String federation) {
    FederationState state = logs.get(federation).view().state();
    return federations
        .registryKey()
        .filter(key -> UpdateAccess.keepsUpdates(state, key.fingerprint()))
        .isPresent();
  }

  /**
   * Stores a blob that has come whole, while its round is open. Who looks for it after the round
   * waits for the lock first, so that all aggregators find the same: a blob that was begun in its
   * round, or none.
   */
  private boolean admit(String federation, Sha256 commitment, Bytes salt, Received blob)
      throws IOException {
    Lock lock = lock(commitment);
    lock.lock();
    try {
      FederationState state = logs.get(federation).view().state();
      UpdateAccess.requireWritable(state, commitment);
      requireRoom(federation, state, commitment);
      return keep(federation, commitment, salt, blob);
    } finally {
      lock.unlock();
    }
  }

  private void requireRoom(String federation, FederationState state, Sha256 commitment)
      throws IOException {
    Sha256 round = state.openRound().orElseThrow().id();
    int most = UpdateAccess.mostUpdates(state.charter());
    if (!store.count(federation, round, commitment, most)) {
      throw new TooManyRequests("this round has its " + most + " updates; wait for the next");
    }
  }

  private boolean keep(String federation, Sha256 commitment, Bytes salt, Received blob)
      throws IOException {
    if (store.size(federation, commitment).isPresent()) {
      return false;
    }
    store.put(federation, commitment, salt, blob);
    meters
        .counter("commonweight.updates.received.bytes", "federation", federation)
        .increment((double) blob.bytes());
    return true;
  }

  private long requireWritable(String federation, Sha256 commitment) {
    return UpdateAccess.requireWritable(logs.get(federation).view().state(), commitment);
  }

  private boolean isHere(String federation, Sha256 commitment) throws IOException {
    Lock lock = lock(commitment);
    lock.lock();
    try {
      return store.size(federation, commitment).isPresent();
    } finally {
      lock.unlock();
    }
  }

  private Lock lock(Sha256 commitment) {
    return locks.get(Math.floorMod(commitment.hashCode(), LOCKS));
  }

  /** Finds an update blob that the caller may read; a mirror fetches it from the origin first. */
  Download find(String federation, Sha256 commitment, Caller caller) throws IOException {
    FederationState state = logs.get(federation).view().state();
    UpdateAccess.requireReadable(state, caller, commitment);
    if (!isHere(federation, commitment)) {
      fetch(federation, commitment, state);
    }
    OptionalLong size = store.size(federation, commitment);
    Bytes salt = store.salt(federation, commitment).orElseThrow(() -> missing(commitment));
    return new Download(
        size.orElseThrow(() -> missing(commitment)),
        commitment.hex(),
        Map.of(
            SALT_HEADER,
            HexFormat.of().formatHex(salt.toArray()),
            "Cache-Control",
            "private, no-store"));
  }

  /** Opens a range of an update blob that was found. */
  InputStream open(String federation, Sha256 commitment, long offset, long length)
      throws IOException {
    return store
        .open(federation, commitment, offset, length)
        .orElseThrow(() -> missing(commitment));
  }

  private void fetch(String federation, Sha256 commitment, FederationState state)
      throws IOException {
    Origin origin = origins.of(federation).orElseThrow(() -> missing(commitment));
    try {
      UpdateInfo info = origin.updateInfo(commitment);
      long maxBytes = state.charter().aggregation().maxUpdateBytes();
      try (InputStream body = origin.openUpdate(commitment, info.bytes());
          Received blob = receiver.receive("the update", body, maxBytes)) {
        requireOpens(commitment, info.salt(), blob);
        store.put(federation, commitment, info.salt(), blob);
      }
    } catch (RegistryException e) {
      throw e.status() == NOT_FOUND
          ? missing(commitment)
          : new OriginUnreachable(String.valueOf(e.getMessage()));
    }
  }

  private static void requireOpens(Sha256 commitment, Bytes salt, Received blob) {
    if (!Update.commit(salt, blob.digest()).equals(commitment)) {
      throw new CommitmentMismatch(commitment);
    }
  }

  private static NotFound missing(Sha256 commitment) {
    return new NotFound("update blob", commitment.hex());
  }
}
