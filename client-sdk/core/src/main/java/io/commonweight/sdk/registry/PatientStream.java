package io.commonweight.sdk.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer that is waited for only so long: a request's own timeout ends with the
 * answer's headers, and a server that then falls silent would be waited for for ever. Not
 * thread-safe.
 */
final class PatientStream extends InputStream {
  private final InputStream body;
  private final Duration patience;

  /**
   * Reads a body.
   *
   * @param patience how long a single read may take
   */
  PatientStream(InputStream body, Duration patience) {
    this.body = body;
    this.patience = patience;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int read = read(one, 0, 1);
    return read < 0 ? read : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    var silence = new CompletableFuture<Boolean>();
    CompletableFuture<Void> _ =
        silence
            .completeOnTimeout(true, patience.toMillis(), TimeUnit.MILLISECONDS)
            .thenAccept(this::closeIf);
    try {
      return body.read(buffer, offset, length);
    } catch (IOException e) {
      throw silence.getNow(false) ? new IOException(fallenSilent(), e) : e;
    } finally {
      silence.complete(false);
    }
  }

  private String fallenSilent() {
    return "the registry sent nothing for %d s: try again, or ask another"
        .formatted(patience.toSeconds());
  }

  private void closeIf(boolean isOver) {
    if (!isOver) {
      return;
    }
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
