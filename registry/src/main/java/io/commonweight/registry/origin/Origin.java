package io.commonweight.registry.origin;

import io.commonweight.registry.problem.Problem;
import io.commonweight.registry.problem.RegistryException.Forwarded;
import io.commonweight.registry.problem.RegistryException.OriginUnreachable;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.registry.Feed;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.sdk.registry.RegistrySession;
import io.commonweight.sdk.registry.RegistrySession.UpdateInfo;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The origin of one federation's log. Reads fail with an {@link IOException}; writes fail the way
 * the caller is answered: with the origin's own refusal, or because it cannot be reached.
 */
public final class Origin {
  private static final int SERVER_ERROR = 500;

  private final String federation;
  private final RegistryClient client;
  private final RegistrySession session;
  private final boolean keepsUpdates;

  /**
   * The origin of a federation's log.
   *
   * @param session proves who this registry is
   * @param keepsUpdates whether this registry's organization runs an aggregator
   */
  public Origin(
      String federation, RegistryClient client, RegistrySession session, boolean keepsUpdates) {
    this.federation = federation;
    this.client = client;
    this.session = session;
    this.keepsUpdates = keepsUpdates;
  }

  /** Something the origin is asked to do. */
  @FunctionalInterface
  private interface Write<T> {
    T run() throws IOException;
  }

  /** Whether this registry keeps update blobs: its organization runs an aggregator. */
  public boolean keepsUpdates() {
    return keepsUpdates;
  }

  /** The log from an index on. */
  public Feed entries(long from, Duration wait) throws IOException {
    return client.entries(federation, from, wait);
  }

  /** Downloads a public blob; the target appears only once its digest was verified. */
  public void download(Sha256 blob, long bytes, Path target) throws IOException {
    client.download(blob, bytes, target, _ -> {});
  }

  /** The salt and size of an update blob. */
  public UpdateInfo updateInfo(Sha256 commitment) throws IOException {
    return session.updateInfo(commitment);
  }

  /** Opens an update blob. The caller closes it, and checks what it reads. */
  public InputStream openUpdate(Sha256 commitment, long bytes) throws IOException {
    return session.openUpdate(commitment, 0, bytes);
  }

  /** Appends a statement and returns the origin's receipt. */
  public String append(Envelope statement) {
    return forward(() -> client.append(federation, statement).encode());
  }

  /** Stores an update blob at the origin. */
  public void putUpdate(Sha256 commitment, Bytes salt, Path blob) {
    forward(
        () -> {
          session.putUpdate(commitment, salt, blob);
          return true;
        });
  }

  /** Stores a public blob at the origin. */
  public void putBlob(Sha256 digest, Path blob) {
    forward(
        () -> {
          session.putBlob(digest, blob);
          return true;
        });
  }

  private <T> T forward(Write<T> write) {
    try {
      return write.run();
    } catch (RegistryException e) {
      if (e.status() >= SERVER_ERROR) {
        throw new OriginUnreachable(client.registry().toString());
      }
      throw new Forwarded(
          Problem.of(
              e.type(), "Refused by the origin", e.status(), String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw new OriginUnreachable(client.registry().toString());
    }
  }
}
