package io.commonweight.federation.recompute;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.sdk.registry.RegistrySession;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * The blobs of a secure round that a registry has, for somebody who may read all of them.
 *
 * @param session with the registry
 * @param clock tells when to give up
 * @param giveUpAt until when a blob that is not there is waited for: a mirror may be behind
 */
public record RegistryBlobs(RegistrySession session, Clock clock, Instant giveUpAt)
    implements RoundBlobs {
  private static final int NOT_FOUND = 404;
  private static final Duration PAUSE = Duration.ofMillis(500);

  @Override
  public OptionalLong size(Sha256 digest) throws IOException, InterruptedException {
    while (true) {
      try {
        return OptionalLong.of(session.secureBlobBytes(digest));
      } catch (RegistryException e) {
        if (e.status() != NOT_FOUND) {
          throw e;
        }
        if (!clock.instant().isBefore(giveUpAt)) {
          return OptionalLong.empty();
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  @Override
  public InputStream open(Sha256 digest, long bytes) throws IOException {
    return session.openSecureBlob(digest, 0, bytes);
  }
}
