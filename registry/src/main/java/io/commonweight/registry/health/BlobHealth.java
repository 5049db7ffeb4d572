package io.commonweight.registry.health;

import io.commonweight.sdk.blob.BlobStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the blob store takes an object. */
@Readiness
@ApplicationScoped
class BlobHealth implements HealthCheck {
  private static final String KEY = "health/last-written";

  private final BlobStore store;
  private final Clock clock;

  BlobHealth(BlobStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public HealthCheckResponse call() {
    byte[] content = clock.instant().toString().getBytes(StandardCharsets.US_ASCII);
    try {
      store.put(KEY, new ByteArrayInputStream(content), content.length);
      return HealthCheckResponse.up("blob store");
    } catch (IOException e) {
      return HealthCheckResponse.named("blob store")
          .down()
          .withData("reason", e.toString())
          .build();
    }
  }
}
