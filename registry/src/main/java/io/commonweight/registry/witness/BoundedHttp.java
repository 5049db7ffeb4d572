package io.commonweight.registry.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * HTTP to registries and witnesses that are not trusted: every answer has a limit, in bytes and in
 * time.
 */
@ApplicationScoped
class BoundedHttp {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  // A witness may wait for its mirror before it answers.
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final Duration patience;

  BoundedHttp() {
    this(ANSWER);
  }

  /** Waits so long for the whole of an answer. */
  BoundedHttp(Duration patience) {
    this.patience = patience;
  }

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body at most as many bytes as were allowed
   */
  record Answer(int status, String body) {}

  /** The content of an address; empty if there is none. */
  Optional<byte[]> get(URI address, int maxBytes) throws IOException {
    HttpResponse<byte[]> response = send(HttpRequest.newBuilder(address).build(), maxBytes);
    return switch (response.statusCode()) {
      case 200 -> Optional.of(response.body());
      case 404 -> Optional.empty();
      default -> throw new IOException(address + " answered " + response.statusCode());
    };
  }

  /** Posts a text. */
  Answer post(URI address, String text, int maxBytes) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "text/plain; charset=utf-8")
            .POST(BodyPublishers.ofString(text))
            .build();
    HttpResponse<byte[]> response = send(request, maxBytes);
    return new Answer(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
  }

  /** A request's own timeout ends with the head of the answer: who stalls later is cut off here. */
  private HttpResponse<byte[]> send(HttpRequest request, int maxBytes) throws IOException {
    var answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + request.uri(), e);
    } catch (TimeoutException e) {
      throw new IOException(request.uri() + " has not answered within " + patience, e);
    } catch (ExecutionException e) {
      // Of a refused connection the exception says nothing but its name.
      throw new IOException(request.uri() + " does not answer: " + e.getCause(), e);
    } finally {
      answer.cancel(true);
    }
  }
}
