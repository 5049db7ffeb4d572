package io.commonweight.registry.mirror;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogView;
import io.commonweight.registry.log.LogWriter;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TilePath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An origin that serves one log after another, as a forking one would. */
final class FeedServer implements AutoCloseable {
  private static final Pattern FROM = Pattern.compile(".*from=(\\d+).*");

  private final HttpServer server;
  private FederationLog log;
  private LogWriter writer;
  private Optional<KeySet> keys = Optional.empty();
  private boolean isSpoiling;

  FeedServer(FederationLog log, LogWriter writer) throws IOException {
    this.log = log;
    this.writer = writer;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void serve(FederationLog other, LogWriter otherWriter) {
    log = other;
    writer = otherWriter;
  }

  void serve(KeySet known) {
    keys = Optional.of(known);
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().contains("/keys/")) {
      answer(exchange, keys.map(KeySet::encode));
      return;
    }
    if (exchange.getRequestURI().getPath().endsWith("/log/checkpoint/witnessed")) {
      answer(exchange, log.witnessed().map(SignedNote::bytes));
      return;
    }
    String path = exchange.getRequestURI().getPath();
    if (path.contains("/epochs/1/log/tile/")) {
      answer(exchange, tile(path.substring(path.indexOf("tile/"))));
      return;
    }
    byte[] body =
        exchange.getRequestMethod().equals("POST")
            ? writer
                .append(exchange.getRequestBody().readAllBytes())
                .getBytes(StandardCharsets.UTF_8)
            : feed(exchange.getRequestURI().getQuery());
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void answer(HttpExchange exchange, Optional<byte[]> known) throws IOException {
    byte[] body = known.orElse(new byte[0]);
    exchange.sendResponseHeaders(known.isPresent() ? 200 : 404, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Optional<byte[]> tile(String path) {
    try {
      return log.tile(TilePath.parse(path));
    } catch (ProofException e) {
      return Optional.empty();
    }
  }

  /** Spoils the entries that are sent from now on, under the same checkpoints. */
  void spoilEntries() {
    isSpoiling = true;
  }

  private byte[] feed(String query) {
    Matcher from = FROM.matcher(query);
    long index = from.matches() ? Long.parseLong(from.group(1)) : 0;
    LogView view = log.view();
    // Two entries at a time, so that a follower has to ask again.
    List<String> entries =
        log.entries(view, index, 2).stream()
            .map(Bytes::toArray)
            .map(e -> isSpoiling ? Arrays.copyOf(e, e.length - 1) : e)
            .map(e -> '"' + Base64.getEncoder().encodeToString(e) + '"')
            .toList();
    String note = view.note().encode().replace("\n", "\\n");
    return """
    {"epoch":1,"newestEpoch":1,"from":%d,"entries":[%s],"checkpoint":"%s"}\
    """
        .formatted(index, String.join(",", entries), note)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
