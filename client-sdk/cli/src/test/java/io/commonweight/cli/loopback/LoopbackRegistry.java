package io.commonweight.cli.loopback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.commonweight.federation.round.FederationState;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the commands that write ask of a registry. Tokens are given to anybody. */
public final class LoopbackRegistry implements AutoCloseable {
  private final String base;
  private final HttpServer server;
  private final LoopbackLog log;
  private final Map<Sha256, KeySet> keySets = new ConcurrentHashMap<>();
  private final Map<String, Bytes> blobs = new ConcurrentHashMap<>();

  /**
   * A registry that sequences the log of one federation.
   *
   * @param key signs its checkpoints
   * @param witnesses cosign them
   */
  public LoopbackRegistry(Founding founding, CosignerKey key, List<CosignerKey> witnesses)
      throws IOException {
    this.base = "/v1/federations/" + founding.charter().federation();
    this.log =
        new LoopbackLog(
            founding, key, witnesses, digest -> Optional.ofNullable(keySets.get(digest)));
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Its address. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What its log says. */
  public FederationState state() {
    return log.state();
  }

  /** The digests of the blobs that it was sent. */
  public int blobs() {
    return blobs.size();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String what = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      try {
        byte[] answer = answer(what, exchange.getRequestURI().getQuery(), body);
        exchange.sendResponseHeaders(answer == null ? 404 : 200, length(answer));
        if (answer != null) {
          exchange.getResponseBody().write(answer);
        }
      } catch (RefusedException e) {
        byte[] problem = CanonicalJson.write(Map.of("detail", String.valueOf(e.getMessage())));
        exchange.sendResponseHeaders(409, problem.length);
        exchange.getResponseBody().write(problem);
      } catch (JsonException e) {
        exchange.sendResponseHeaders(400, -1);
      }
    }
  }

  private static int length(byte @Nullable [] answer) {
    return answer == null || answer.length == 0 ? -1 : answer.length;
  }

  private byte @Nullable [] answer(String what, @Nullable String query, byte[] body)
      throws RefusedException, JsonException {
    String entries = base + "/log/entries";
    String keys = " " + base + "/keys/";
    if (what.equals("POST " + entries)) {
      return log.append(Envelope.parse(body)).bytes();
    } else if (what.equals("GET " + entries)) {
      return feed(Integer.parseInt(String.valueOf(query).replaceAll(".*from=([0-9]+).*", "$1")));
    } else if (what.equals("GET " + base + "/log/checkpoint/witnessed")) {
      return log.checkpoint().bytes();
    } else if (what.startsWith("PUT" + keys)) {
      KeySet set = KeySet.parse(body);
      keySets.put(set.digest(), set);
      return new byte[0];
    } else if (what.startsWith("GET" + keys)) {
      KeySet set = keySets.get(new Sha256(what.substring(what.length() - 64)));
      return set == null ? null : set.encode();
    }
    return documentOrBlob(what, body);
  }

  private byte @Nullable [] documentOrBlob(String what, byte[] body) {
    String name = what.substring(what.lastIndexOf('/') + 1);
    return switch (what.replace(name, "")) {
      case "POST /v1/" -> token(name);
      case String path when path.equals("PUT " + base + "/blobs/") -> {
        blobs.put(name, Bytes.of(body));
        yield new byte[0];
      }
      case "GET /v1/blobs/" -> blobs.containsKey(name) ? blobs.get(name).toArray() : null;
      case String path when path.equals("GET " + base + "/") -> document(name);
      default -> null;
    };
  }

  private byte @Nullable [] document(String name) {
    return switch (name) {
      case "charter.json" -> log.inForce().payload().toArray();
      case "keys.json" -> log.inForce().keys().encode();
      default -> null;
    };
  }

  private static byte[] token(String name) {
    String json =
        name.equals("challenges")
            ? "{\"audience\":\"a\",\"expiresAt\":4000000000,\"nonce\":\"n\"}"
            : "{\"token\":\"t\",\"expiresAt\":4000000000}";
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] feed(int from) {
    List<Envelope> all = log.entries();
    var document = new TreeMap<String, Object>();
    document.put("epoch", 1);
    document.put("newestEpoch", 1);
    document.put("from", from);
    document.put(
        "entries",
        all.subList(from, all.size()).stream()
            .map(entry -> Base64.getEncoder().encodeToString(entry.encode()))
            .toList());
    document.put("checkpoint", log.checkpoint().encode());
    return CanonicalJson.write(document);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
