package io.commonweight.host;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Downloads with curl, which takes fewer cycles from the server under measurement than Java. */
final class Curl {
  private static final String FORMAT = "%{http_code} %{size_download} %{time_total}";

  private Curl() {}

  /**
   * Downloads to nowhere.
   *
   * @param bytes how many there must be
   * @return bytes a second
   */
  static double download(URI address, long bytes) throws IOException, InterruptedException {
    Process curl =
        new ProcessBuilder("curl", "-s", "-o", "/dev/null", "-w", FORMAT, address.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String[] words =
        new String(curl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).split(" ");
    if (curl.waitFor() != 0
        || words.length != 3
        || !words[0].equals("200")
        || Long.parseLong(words[1]) != bytes) {
      throw new IOException("curl got " + String.join(" ", words) + " from " + address);
    }
    return bytes / Double.parseDouble(words[2]);
  }
}
