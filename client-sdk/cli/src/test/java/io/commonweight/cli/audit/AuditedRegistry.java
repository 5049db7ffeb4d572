package io.commonweight.cli.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.commonweight.federation.FederationFixture;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.log.SignedNote;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an auditor asks of a registry, over HTTP. Tokens are given to anybody. */
final class AuditedRegistry implements AutoCloseable {
  private static final String BASE = "/v1/federations/" + FederationFixture.NAME;
  private static final int MOST = 16;

  private final HttpServer server;
  private final AuditedFederation federation;
  private final SignedNote newest;
  private final Optional<SignedNote> witnessed;

  /**
   * A registry that keeps a federation's log.
   *
   * @param newest the checkpoint it sends with entries
   * @param witnessed the checkpoint it says the witnesses have seen
   */
  AuditedRegistry(AuditedFederation federation, SignedNote newest, Optional<SignedNote> witnessed)
      throws IOException {
    this.federation = federation;
    this.newest = newest;
    this.witnessed = witnessed;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String last = path.substring(path.lastIndexOf('/') + 1);
      Optional<byte[]> answer =
          switch (path.substring(0, path.length() - last.length())) {
            case "/v1/" -> Optional.of(token(last));
            case BASE + "/log/" -> Optional.of(feed(exchange.getRequestURI().getQuery()));
            case BASE + "/log/checkpoint/" -> witnessed.map(SignedNote::bytes);
            case BASE + "/keys/" -> federation.keySet(new Sha256(last)).map(KeySet::encode);
            case BASE + "/updates/" -> update(exchange, new Sha256(last));
            case BASE + "/secure-blobs/", BASE + "/vectors/" -> secureBlob(exchange, last);
            case "/v1/blobs/" -> federation.blob(new Sha256(last)).map(Bytes::toArray);
            default -> Optional.empty();
          };
      send(exchange, answer);
    }
  }

  private static void send(HttpExchange exchange, Optional<byte[]> answer) throws IOException {
    if (answer.isEmpty()) {
      exchange.sendResponseHeaders(404, -1);
    } else if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", String.valueOf(answer.get().length));
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(
          exchange.getResponseHeaders().containsKey("Content-Range") ? 206 : 200,
          answer.get().length);
      exchange.getResponseBody().write(answer.get());
    }
  }

  private Optional<byte[]> update(HttpExchange exchange, Sha256 commitment) {
    Optional<AuditedFederation.Stored> stored = federation.update(commitment);
    stored.ifPresent(
        found ->
            exchange
                .getResponseHeaders()
                .add("X-Commonweight-Salt", HexFormat.of().formatHex(found.salt().toArray())));
    return stored.map(found -> found.content().toArray());
  }

  /** The part that is asked for. */
  private Optional<byte[]> secureBlob(HttpExchange exchange, String digest) {
    Optional<byte[]> blob = Optional.ofNullable(federation.secureBlobs().get(new Sha256(digest)));
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (blob.isEmpty() || range == null) {
      return blob;
    }
    String[] ends = range.substring("bytes=".length()).split("-", -1);
    int from = Integer.parseInt(ends[0]);
    int to = Math.min(blob.get().length, Integer.parseInt(ends[1]) + 1);
    exchange
        .getResponseHeaders()
        .add("Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, blob.get().length));
    return Optional.of(Arrays.copyOfRange(blob.get(), from, to));
  }

  private static byte[] token(String name) {
    String json =
        name.equals("challenges")
            ? "{\"audience\":\"a\",\"expiresAt\":4000000000,\"nonce\":\"n\"}"
            : "{\"token\":\"t\",\"expiresAt\":4000000000}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] feed(String query) {
    int from = Integer.parseInt(query.replaceAll(".*from=([0-9]+).*", "$1"));
    List<Bytes> all = federation.entries();
    return CanonicalJson.write(
        Map.of(
            "epoch",
            1,
            "newestEpoch",
            1,
            "from",
            from,
            "entries",
            all.subList(from, Math.min(all.size(), from + MOST)).stream()
                .map(entry -> Base64.getEncoder().encodeToString(entry.toArray()))
                .toList(),
            "checkpoint",
            newest.encode()));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
