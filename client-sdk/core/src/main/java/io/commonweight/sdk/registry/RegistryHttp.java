package io.commonweight.sdk.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** HTTP to one registry: addresses, size limits and problem details. */
final class RegistryHttp {
  /** The most bytes of an answer that is held in memory. */
  static final int MAX_MEMORY_BYTES = 64 << 20;

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http;
  private final URI base;
  private final Duration timeout;

  /**
   * @throws IllegalArgumentException if the address is neither HTTPS nor a loopback one
   */
  RegistryHttp(URI base) {
    this(base, TIMEOUT);
  }

  /**
   * @param timeout how long an answer may take to begin, and then to go on
   */
  RegistryHttp(URI base, Duration timeout) {
    this.timeout = timeout;
    this.base = URI.create(base.toString().replaceFirst("/*$", "/"));
    requireSafeTransport(this.base);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            // A redirect could lead to plain HTTP elsewhere, and would take the token along.
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  URI base() {
    return base;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(timeout);
  }

  /** The answer as JSON. */
  JsonNode json(HttpRequest.Builder request) throws IOException {
    return MAPPER.readTree(bytes(request, MAX_MEMORY_BYTES));
  }

  /** The answer in memory, at most {@code maxBytes} of it. */
  byte[] bytes(HttpRequest.Builder request, int maxBytes) throws IOException {
    try (InputStream body = body(send(request))) {
      byte[] bytes = body.readNBytes(maxBytes);
      if (body.read() >= 0) {
        throw new IOException(base + " sent more than " + maxBytes + " bytes");
      }
      return bytes;
    }
  }

  /**
   * Sends a request. The caller closes the body.
   *
   * @throws RegistryException if the registry answers with an error or a redirect
   * @throws IOException if it cannot be reached; the message names it
   */
  HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException {
    HttpResponse<InputStream> response;
    try {
      response = http.send(request.build(), BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while talking to " + base, e);
    } catch (IOException e) {
      throw new IOException("cannot reach the registry " + base + ": " + e, e);
    }
    if (response.statusCode() >= 300) {
      throw problem(response);
    }
    return response;
  }

  /**
   * The body of an answer, which fails if the registry falls silent for longer than the timeout.
   */
  InputStream body(HttpResponse<InputStream> response) {
    return new PatientStream(response.body(), timeout);
  }

  private RegistryException problem(HttpResponse<InputStream> response) throws IOException {
    var body = new ByteArrayOutputStream();
    try (InputStream in = body(response)) {
      body.write(in.readNBytes(1 << 16));
    }
    int status = response.statusCode();
    if (status < 400) {
      return new RegistryException(
          status,
          "",
          "%s answered %d, a redirect, and none is followed: use the address it leads to, if you trust it"
              .formatted(base, status));
    }
    try {
      JsonNode problem = MAPPER.readTree(body.toByteArray());
      String type = problem.path("type").asText("");
      String detail = problem.path("detail").asText(problem.path("title").asText(""));
      return new RegistryException(
          status,
          type.substring(type.lastIndexOf('/') + 1),
          "%s answered %d: %s".formatted(base, status, detail));
    } catch (IOException e) {
      return new RegistryException(status, "", base + " answered " + status);
    }
  }

  private static void requireSafeTransport(URI base) {
    boolean isLoopback;
    try {
      isLoopback = InetAddress.getByName(base.getHost()).isLoopbackAddress();
    } catch (IOException e) {
      isLoopback = false;
    }
    if (!"https".equals(base.getScheme()) && !("http".equals(base.getScheme()) && isLoopback)) {
      throw new IllegalArgumentException(
          base + " is neither HTTPS nor plain HTTP to this machine: use its https address");
    }
  }
}
