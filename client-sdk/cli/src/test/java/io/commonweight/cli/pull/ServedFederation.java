package io.commonweight.cli.pull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.verify.ReleaseFixture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A registry's read side over HTTP that serves a federation and its releases, genuine or not. */
final class ServedFederation implements AutoCloseable {
  private static final String BASE = "/v1/federations/" + ReleaseFixture.FEDERATION;
  private static final String BLOBS = "/v1/blobs/";

  private final HttpServer server;
  private final ReleaseFixture federation;
  private final Map<String, Bytes> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile boolean ignoresRanges;
  private final List<String> queries = new CopyOnWriteArrayList<>();

  ServedFederation(ReleaseFixture federation) throws IOException {
    this.federation = federation;
    answer("/v1/federations", text("[{\"federation\":\"tabletop\"}]"));
    answer(BASE + "/charter.json", federation.founding().payload().toArray());
    answer(BASE + "/keys.json", federation.founding().keys().encode());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** When the delegations of a federation begin whose releases are fresh. */
  static Instant yesterday() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(Duration.ofDays(1));
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What was asked for, in order, with the range. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** The queries of those requests that had one. */
  List<String> queries() {
    return List.copyOf(queries);
  }

  /** Serves a release as its number and as the latest. */
  ServedFederation serve(int sequence, SortedMap<String, byte[]> files) {
    return serve(sequence, files, federation.log(federation.release(sequence, files)).evidence());
  }

  /** Serves a release with other evidence. */
  ServedFederation serve(int sequence, SortedMap<String, byte[]> files, Evidence shown) {
    byte[] evidence = shown.encode();
    answer(BASE + "/releases/" + sequence + "/evidence", evidence);
    answer(BASE + "/releases/latest/evidence", evidence);
    answer(
        BASE + "/releases",
        text(
            "[{\"sequence\":%d,\"digest\":\"\",\"policy\":\"\",\"commit\":\"%s\"}]"
                .formatted(sequence, "c".repeat(40))));
    files.values().forEach(content -> answer(BLOBS + Sha256.of(content), content));
    return this;
  }

  /** Serves what it says are bundles of a release, by organization. */
  void serveBundles(Sha256 release, SortedMap<String, byte[]> bundles) {
    String path = BASE + "/releases/" + release + "/bundles";
    answer(path, text("[\"" + String.join("\",\"", bundles.keySet()) + "\"]"));
    bundles.forEach((organization, bundle) -> answer(path + "/" + organization, bundle));
  }

  /** Serves other bytes under a blob's name. */
  void replace(byte[] genuine, byte[] other) {
    answer(BLOBS + Sha256.of(genuine), other);
  }

  /** Answers every request for a range with the whole, as HTTP allows. */
  void ignoreRanges() {
    ignoresRanges = true;
  }

  private void answer(String path, byte[] content) {
    answers.put(path, Bytes.of(content));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Optional.ofNullable(exchange.getRequestURI().getQuery()).ifPresent(queries::add);
      String range = ignoresRanges ? null : exchange.getRequestHeaders().getFirst("Range");
      requests.add(range == null ? path : path + " " + range);
      Bytes found = answers.get(path);
      if (found == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      byte[] all = found.toArray();
      int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=([0-9]+)-.*", "$1"));
      byte[] part = Arrays.copyOfRange(all, from, all.length);
      exchange.sendResponseHeaders(range == null ? 200 : 206, part.length == 0 ? -1 : part.length);
      exchange.getResponseBody().write(part);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
