package io.commonweight.federation.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.Derivation;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.LogGrowth;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TilePath;
import io.commonweight.sdk.log.TileReader;
import io.commonweight.sdk.log.TiledTree;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a registry that an aggregator sees, with a real log in memory, on a port of its own.
 * Unlike a real one it serves whatever a test puts into it. Thread-safe.
 */
public final class PeerRegistry implements AutoCloseable {
  private static final Pattern BUNDLE =
      Pattern.compile("/v1/federations/tabletop/releases/([0-9a-f]{64})/bundles/[a-z0-9-]+");
  private static final long LONGEST_WAIT_NANOS = 500_000_000;

  private final ServiceFederation federation;
  private final HttpServer server;
  private final Map<Sha256, byte[]> blobs = new HashMap<>();
  private final Map<Sha256, Stored> updates = new HashMap<>();
  private final Map<Sha256, byte[]> secure = new HashMap<>();
  private final Map<String, byte[]> bundles = new HashMap<>();
  private final Map<TilePath, byte[]> tiles = new HashMap<>();
  private final List<Bytes> entries = new ArrayList<>();
  private Sha256 root = MerkleTree.EMPTY_ROOT;
  private FederationState state;
  private CosignerKey logKey = FederationFixture.logKey();

  private record Stored(Bytes salt, Bytes content) {}

  /** A registry with the federation's charter, delegations and first release in its log. */
  public PeerRegistry(ServiceFederation federation) throws IOException {
    this.federation = federation;
    this.state = FederationState.founding(federation.founding());
    federation.files().forEach(file -> blobs.put(Sha256.of(file), file));
    for (int i = 1; i <= 4; i++) {
      append(federation.founding().charter(), FederationFixture.rootKey(i));
    }
    for (int i = 1; i <= 4; i++) {
      for (Delegation delegation : FederationFixture.delegations(i)) {
        append(delegation, FederationFixture.rootKey(i));
      }
    }
    for (int i = 1; i <= 4; i++) {
      append(federation.release0(), FederationFixture.rootKey(i));
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /** Its address. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** A client of it. */
  public RegistryClient client() {
    return new RegistryClient(url());
  }

  /** What its log means now. */
  public synchronized FederationState state() {
    return state;
  }

  /** An entry of its log. */
  public synchronized Envelope entry(long index) throws JsonException {
    return Envelope.parse(entries.get(Math.toIntExact(index)).toArray());
  }

  /** A blob it serves. */
  public synchronized Optional<byte[]> blob(Sha256 digest) {
    return Optional.ofNullable(blobs.get(digest)).map(byte[]::clone);
  }

  /** A model signing bundle that was brought. */
  public synchronized Optional<byte[]> bundle(Sha256 release, String organization) {
    return Optional.ofNullable(bundles.get(release + organization)).map(byte[]::clone);
  }

  /** Opens the next round in the name of three aggregators. */
  public synchronized Round open() {
    for (int i = 1; i <= 3 && state.openRound().isEmpty(); i++) {
      append(Derivation.nextRound(state), FederationFixture.aggregatorKey(i));
    }
    return state.openRound().orElseThrow();
  }

  /** Closes the open round in the name of three aggregators. */
  public synchronized Round closeRound() {
    Round round = state.openRound().orElseThrow();
    for (int i = 1; i <= 3; i++) {
      append(new RoundClose(round.id()), FederationFixture.aggregatorKey(i));
    }
    return state.rounds().getLast();
  }

  /** Logs an update of node i and stores its blob, unchecked. */
  public synchronized void submit(int i, byte[] blob) {
    Round round = state.openRound().orElseThrow();
    var update = ServiceFederation.update(round.id(), round.open(), i, blob);
    store(update.commitment(), ServiceFederation.salt(i), blob);
    append(update, FederationFixture.nodeKey(i));
  }

  /** Stores an update blob, unchecked. */
  public synchronized void store(Sha256 commitment, Bytes salt, byte[] blob) {
    updates.put(commitment, new Stored(salt, Bytes.of(blob)));
  }

  /** Loses every update blob. */
  public synchronized void loseUpdates() {
    updates.clear();
  }

  /** From now on the checkpoints are signed by another key. */
  public synchronized void impersonate(CosignerKey other) {
    logKey = other;
  }

  /** Appends a statement that must be admitted. */
  public synchronized LogProof append(Predicate predicate, HybridKey key) {
    try {
      return append(Envelope.sign(new Statement(predicate), key));
    } catch (RefusedException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** Stores a blob of a secure round, unchecked. */
  public synchronized void storeSecure(Sha256 digest, byte[] blob) {
    secure.put(digest, blob);
  }

  /** Loses a blob of a secure round. */
  public synchronized void loseSecure(Sha256 digest) {
    secure.remove(digest);
  }

  /** Appends what somebody has signed. */
  public synchronized LogProof append(Envelope envelope) throws RefusedException {
    Bytes entry = Bytes.of(envelope.encode());
    int index = entries.indexOf(entry);
    try {
      if (index < 0) {
        index = entries.size();
        SignedStatement signed = state.directory().verify(envelope, federation.keySets());
        var refusal = state.judge(signed);
        if (refusal.isPresent()) {
          throw new RefusedException(refusal.get());
        }
        LogGrowth grown = LogGrowth.append(index, reader(), List.of(entry.toArray()));
        tiles.putAll(grown.tiles());
        root = grown.root();
        state = state.apply(index, signed);
        entries.add(entry);
        notifyAll();
      }
      return new LogProof(new TiledTree(entries.size(), reader()).inclusion(index), checkpoint());
    } catch (IOException | ProofException e) {
      throw new AssertionError(e);
    }
  }

  private TileReader reader() {
    return path -> Optional.ofNullable(tiles.get(path));
  }

  private SignedNote checkpoint() {
    Charter.LogIdentity log = federation.founding().charter().log();
    return new Checkpoint(log.origin(), entries.size(), root)
        .sign(logKey, Workplace.clock().instant());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String last = path.substring(path.lastIndexOf('/') + 1);
      Matcher bundle = BUNDLE.matcher(path);
      if (bundle.matches()) {
        putBundle(exchange, new Sha256(bundle.group(1)), last);
        return;
      }
      switch (exchange.getRequestMethod() + " " + path.replace(last, "")) {
        case "POST /v1/" -> json(exchange, last.equals("tokens") ? token() : challenge());
        case "GET /v1/federations/tabletop/log/" -> json(exchange, feed(exchange));
        case "POST /v1/federations/tabletop/log/" -> entry(exchange);
        case "GET /v1/federations/tabletop/keys/" ->
            range(exchange, federation.keySets().find(new Sha256(last)).map(KeySet::encode));
        case "GET /v1/federations/tabletop/updates/", "HEAD /v1/federations/tabletop/updates/" ->
            update(exchange, new Sha256(last));
        case "GET /v1/federations/tabletop/secure-blobs/",
            "HEAD /v1/federations/tabletop/secure-blobs/" ->
            range(exchange, secure(new Sha256(last)));
        case "PUT /v1/federations/tabletop/blobs/" -> put(exchange, new Sha256(last));
        case "GET /v1/blobs/" -> range(exchange, blob(new Sha256(last)));
        default -> exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private synchronized Optional<byte[]> secure(Sha256 digest) {
    return Optional.ofNullable(secure.get(digest));
  }

  private static ObjectNode challenge() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("nonce", "n")
        .put("audience", "test")
        .put("expiresAt", 4_000_000_000L);
  }

  private static ObjectNode token() {
    return JsonNodeFactory.instance.objectNode().put("token", "t").put("expiresAt", 4_000_000_000L);
  }

  private synchronized ObjectNode feed(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    int from = Integer.parseInt(query.replaceAll(".*from=([0-9]+).*", "$1"));
    try {
      long deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
      while (entries.size() <= from && System.nanoTime() < deadline) {
        wait(50);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    ObjectNode feed = JsonNodeFactory.instance.objectNode();
    feed.put("epoch", 1).put("newestEpoch", 1).put("from", from);
    var list = feed.putArray("entries");
    for (int i = from; i < entries.size(); i++) {
      list.add(Base64.getEncoder().encodeToString(entries.get(i).toArray()));
    }
    return feed.put("checkpoint", checkpoint().encode());
  }

  private void entry(HttpExchange exchange) throws IOException {
    try {
      Envelope envelope = Envelope.parse(exchange.getRequestBody().readAllBytes());
      body(exchange, 200, append(envelope).bytes());
    } catch (JsonException e) {
      throw new UncheckedIOException(new IOException(e));
    } catch (RefusedException e) {
      body(exchange, 409, utf8("{\"type\":\"x/refused\",\"detail\":\"" + e.getMessage() + "\"}"));
    }
  }

  private void update(HttpExchange exchange, Sha256 commitment) throws IOException {
    Optional<Stored> stored;
    synchronized (this) {
      stored = Optional.ofNullable(updates.get(commitment));
    }
    stored.ifPresent(
        s ->
            exchange
                .getResponseHeaders()
                .add("X-Commonweight-Salt", HexFormat.of().formatHex(s.salt().toArray())));
    range(exchange, stored.map(s -> s.content().toArray()));
  }

  private void put(HttpExchange exchange, Sha256 digest) throws IOException {
    byte[] content = exchange.getRequestBody().readAllBytes();
    if (!Sha256.of(content).equals(digest)) {
      exchange.sendResponseHeaders(422, -1);
      return;
    }
    synchronized (this) {
      blobs.put(digest, content);
    }
    exchange.sendResponseHeaders(201, -1);
  }

  /** As a registry does, it takes none before the release is in force, and keeps the first. */
  private void putBundle(HttpExchange exchange, Sha256 release, String organization)
      throws IOException {
    byte[] content = exchange.getRequestBody().readAllBytes();
    boolean inForce;
    synchronized (this) {
      inForce = state.release(release).isPresent();
      if (inForce) {
        bundles.putIfAbsent(release + organization, content);
      }
    }
    exchange.sendResponseHeaders(inForce ? 201 : 404, -1);
  }

  private static void range(HttpExchange exchange, Optional<byte[]> found) throws IOException {
    if (found.isEmpty()) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    byte[] content = found.get();
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().add("Content-Length", Integer.toString(content.length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      body(exchange, 200, content);
      return;
    }
    String[] bounds = range.substring("bytes=".length()).split("-", -1);
    int from = Integer.parseInt(bounds[0]);
    int to = bounds[1].isEmpty() ? content.length : Integer.parseInt(bounds[1]) + 1;
    body(exchange, 206, Arrays.copyOfRange(content, from, Math.min(to, content.length)));
  }

  private static void json(HttpExchange exchange, ObjectNode answer) throws IOException {
    body(exchange, 200, utf8(answer.toString()));
  }

  private static void body(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
