package io.commonweight.registry.scrub;

import io.commonweight.registry.scrub.Scrubber.Outcome;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.blob.Blobs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads one part of the store after another, for as long as the registry runs. */
@ApplicationScoped
class Scrubs {
  private final BlobStore store;
  private final ScrubConfig config;
  private final ScrubState state;
  private final Counter read;
  private final Counter damaged;

  Scrubs(BlobStore store, ScrubConfig config, ScrubState state, MeterRegistry metrics) {
    this.store = store;
    this.config = config;
    this.state = state;
    this.read =
        Counter.builder("commonweight.scrub.read")
            .baseUnit("bytes")
            .description("bytes of blobs that were read again and compared with their digests")
            .register(metrics);
    this.damaged =
        Counter.builder("commonweight.scrub.damaged")
            .description("blobs that were found damaged, and taken away")
            .register(metrics);
  }

  /** Reads the next part. */
  @Scheduled(
      every = "${commonweight.scrub.every:PT10M}",
      delayed = "${commonweight.scrub.every:PT10M}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void scrubNext() {
    int part = state.claim();
    try {
      scrub(part);
    } catch (IOException e) {
      Log.warnf("part %02x of the blobs was not read, next time in the next pass: %s", part, e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the registry stops
    }
  }

  private void scrub(int part) throws IOException, InterruptedException {
    long allowed = config.bytesPerSecond().asLongValue();
    Outcome outcome =
        new Scrubber(store, new Pace(allowed, System::nanoTime, Thread::sleep)).scrub(part);
    List<Sha256> bad = outcome.damaged().stream().map(Damage::expected).toList();
    List<Sha256> whole = new ArrayList<>();
    for (Sha256 blob : state.damaged(part)) {
      if (!bad.contains(blob) && store.size(Blobs.key(blob)).isPresent()) {
        whole.add(blob);
      }
    }
    state.record(outcome, whole);
    read.increment((double) outcome.bytes());
    damaged.increment(outcome.damaged().size());
    outcome
        .damaged()
        .forEach(
            damage ->
                Log.errorf(
                    "blob damaged, blob %s, its %d bytes have the digest %s; moved to %s",
                    damage.expected(), damage.bytes(), damage.found(), Scrubber.QUARANTINE));
  }
}
