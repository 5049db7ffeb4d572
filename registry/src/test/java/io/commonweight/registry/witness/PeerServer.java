package io.commonweight.registry.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Another registry: it serves what it is told to, and a witness may stand behind it. */
final class PeerServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** Answers what is posted. */
  @FunctionalInterface
  interface Posted {
    BoundedHttp.Answer answer(byte[] body) throws Exception;
  }

  PeerServer(Posted posted) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, posted));
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  void serve(String path, byte[] content) {
    files.put(path, content);
  }

  private void answer(HttpExchange exchange, Posted posted) throws IOException {
    byte[] file = files.get(exchange.getRequestURI().getPath());
    if (exchange.getRequestMethod().equals("POST")) {
      try {
        BoundedHttp.Answer answer = posted.answer(exchange.getRequestBody().readAllBytes());
        send(exchange, answer.status(), answer.body().getBytes(StandardCharsets.UTF_8));
      } catch (Exception e) {
        send(exchange, 500, new byte[0]);
      }
    } else {
      send(exchange, file == null ? 404 : 200, file == null ? new byte[0] : file);
    }
    exchange.close();
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
