package io.commonweight.registry.mirror;

import io.commonweight.registry.federation.ReleaseInForce;
import io.commonweight.registry.origin.Origin;
import io.commonweight.registry.origin.Origins;
import io.commonweight.sdk.blob.Blobs;
import io.commonweight.sdk.statement.Release;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Copies the files of mirrored releases from their origins, each by its digest. */
@ApplicationScoped
class ReleaseCopy {
  private final Origins origins;
  private final Blobs blobs;
  private final Queue<ReleaseInForce> missing = new ConcurrentLinkedQueue<>();

  ReleaseCopy(Origins origins, Blobs blobs) {
    this.origins = origins;
    this.blobs = blobs;
  }

  void take(@Observes ReleaseInForce release) {
    if (origins.of(release.federation()).isPresent()) {
      missing.add(release);
    }
  }

  /** Copies what is missing; a release whose files cannot be had now is tried again. */
  @Scheduled(every = "PT1S", concurrentExecution = ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void copyMissing() {
    for (int left = missing.size(); left > 0; left--) {
      ReleaseInForce release = missing.remove();
      try {
        Optional<Origin> origin = origins.of(release.federation());
        for (Release.File file : release.release().files()) {
          copy(origin.orElseThrow(), file);
        }
      } catch (IOException e) {
        Log.warnf("release not copied yet, release %s: %s", release.digest(), e.getMessage());
        missing.add(release);
      }
    }
  }

  private void copy(Origin origin, Release.File file) throws IOException {
    if (blobs.size(file.sha256()).isPresent()) {
      return;
    }
    Path copied = blobs.scratch().resolve("copy-" + file.sha256());
    try {
      origin.download(file.sha256(), file.bytes(), copied);
      try (InputStream in = Files.newInputStream(copied)) {
        blobs.put(in, Optional.of(file.sha256()), file.bytes());
      }
    } finally {
      Files.deleteIfExists(copied);
    }
  }
}
