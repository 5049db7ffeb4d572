package io.commonweight.registry.blob;

import io.commonweight.registry.blob.Receiver.Received;
import io.commonweight.registry.federation.Federation;
import io.commonweight.registry.origin.Origin;
import io.commonweight.registry.origin.Origins;
import io.commonweight.registry.problem.RegistryException.DigestMismatch;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.Blobs;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Optional;

/** Takes public blobs in. At a mirror a blob goes to the origin first. */
@ApplicationScoped
public class BlobInbox {
  private final Blobs blobs;
  private final BlobConfig config;
  private final Receiver receiver;
  private final Origins origins;
  private final MeterRegistry meters;

  BlobInbox(
      Blobs blobs, BlobConfig config, Receiver receiver, Origins origins, MeterRegistry meters) {
    this.blobs = blobs;
    this.config = config;
    this.receiver = receiver;
    this.origins = origins;
    this.meters = meters;
  }

  /**
   * Stores a blob durably, here and at the origin.
   *
   * @return whether it was not here before
   * @throws DigestMismatch if the body is another
   */
  boolean put(Federation federation, Sha256 digest, InputStream body) throws IOException {
    try (Received received = receiver.receive("the blob", body, config.maxSize().asLongValue())) {
      if (!received.digest().equals(digest)) {
        throw new DigestMismatch(digest, received.digest());
      }
      Optional<Origin> origin = origins.of(federation.name());
      if (origin.isPresent()) {
        origin.get().putBlob(digest, received.file());
      }
      return store(received);
    }
  }

  private boolean store(Received received) throws IOException {
    if (blobs.size(received.digest()).isPresent()) {
      return false;
    }
    try (InputStream in = Files.newInputStream(received.file())) {
      blobs.store().put(Blobs.key(received.digest()), in, received.bytes());
    }
    meters.counter("commonweight.blobs.received.bytes").increment((double) received.bytes());
    return true;
  }
}
