package io.commonweight.host;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;

/** How long answers take. */
final class Latency {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Latency() {}

  /**
   * The 99th percentile of the times of questions that are asked one after another, once as many
   * were asked for nothing.
   *
   * @return milliseconds
   * @throws IOException if one is not answered with 200 within half a minute
   */
  static double slowOf(URI question, int count) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(question).timeout(LONGEST).build();
    double[] millis = new double[count];
    try (var http = HttpClient.newHttpClient()) {
      for (int i = -count; i < count; i++) {
        long begin = System.nanoTime();
        int status = http.send(request, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
          throw new IOException(question + " answered " + status);
        }
        millis[Math.max(0, i)] = (System.nanoTime() - begin) / NANOS_PER_MILLI;
      }
    }
    Arrays.sort(millis);
    return millis[(int) Math.ceil(0.99 * count) - 1];
  }
}
