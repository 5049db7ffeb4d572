package io.commonweight.demo.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/** Waits until a server says that it is ready. */
public final class Health {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private Health() {}

  /**
   * Waits for {@code /q/health/ready}.
   *
   * @throws ChildFailedException if the server ends, or is not ready in time
   */
  public static void await(Child child, URI server, Duration timeout)
      throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(timeout);
    while (!isReady(server)) {
      if (!child.isAlive()) {
        throw child.failed("ended while starting");
      }
      if (Instant.now().isAfter(deadline)) {
        throw child.failed("was not ready within " + timeout.toSeconds() + " s");
      }
      Thread.sleep(POLL);
    }
  }

  private static boolean isReady(URI server) throws InterruptedException {
    try {
      var request =
          HttpRequest.newBuilder(server.resolve("/q/health/ready"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
