package io.commonweight.registry.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** HTTP to registries and witnesses that are not trusted: every answer has a limit. */
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

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param body at most as many bytes as were allowed
   */
  record Answer(int status, String body) {}

  /** The content of an address; empty if there is none. */
  Optional<byte[]> get(URI address, int maxBytes) throws IOException {
    HttpResponse<InputStream> response = send(HttpRequest.newBuilder(address));
    byte[] body = body(response, address, maxBytes);
    return switch (response.statusCode()) {
      case 200 -> Optional.of(body);
      case 404 -> Optional.empty();
      default -> throw new IOException(address + " answered " + response.statusCode());
    };
  }

  /** Posts a text. */
  Answer post(URI address, String text, int maxBytes) throws IOException {
    HttpResponse<InputStream> response =
        send(
            HttpRequest.newBuilder(address)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(BodyPublishers.ofString(text)));
    return new Answer(
        response.statusCode(),
        new String(body(response, address, maxBytes), StandardCharsets.UTF_8));
  }

  /** The JDK says nothing of whom it could not reach, and of refused connections nothing at all. */
  private HttpResponse<InputStream> send(HttpRequest.Builder builder) throws IOException {
    HttpRequest request = builder.timeout(ANSWER).build();
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + request.uri(), e);
    } catch (IOException e) {
      throw new IOException(request.uri() + " does not answer: " + e, e);
    }
  }

  private static byte[] body(HttpResponse<InputStream> response, URI address, int maxBytes)
      throws IOException {
    try (InputStream in = response.body()) {
      byte[] body = in.readNBytes(maxBytes + 1);
      if (body.length > maxBytes) {
        throw new IOException(address + " sent more than " + maxBytes + " bytes");
      }
      return body;
    }
  }
}
