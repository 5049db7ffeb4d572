package io.commonweight.trainer.site;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.SecureFederation;
import io.commonweight.federation.round.Derivation;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.LogGrowth;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TilePath;
import io.commonweight.sdk.log.TiledTree;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.MaskedInput;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundStep;
import io.commonweight.sdk.statement.ShareDealing;
import io.commonweight.sdk.statement.Update;
import java.io.IOException;
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
import java.util.function.IntFunction;

/**
 * The part of a registry that a node talks to, over loopback HTTP and in memory: it admits, proves
 * and stores by the same rules as the real one.
 */
final class LoopbackRegistry implements AutoCloseable {
  private static final String TOKEN = "let-me-in";
  private static final int ORGANIZATIONS = 2;

  private final SmallFederation federation;
  private final HttpServer server;
  private final Map<String, byte[]> tiles = new HashMap<>();
  private final List<Bytes> entries = new ArrayList<>();
  private final Map<Sha256, Bytes> updates = new HashMap<>();
  private final Map<Sha256, Bytes> secure = new HashMap<>();
  private Optional<SignedNote> witnessed = Optional.empty();
  private FederationState state;
  private Optional<OldLog> old = Optional.empty();
  private boolean isDown;
  private boolean isMute;

  /** The log before, as far as it was witnessed, and the checkpoint that says so. */
  private record OldLog(List<Bytes> entries, SignedNote witnessed) {}

  /** A registry whose log has the charter, all delegations and release 0. */
  LoopbackRegistry(SmallFederation federation) throws IOException {
    this.federation = federation;
    state = FederationState.founding(federation.founding());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    all(federation.founding().charter(), FederationFixture::rootKey);
    for (int i = 1; i <= ORGANIZATIONS; i++) {
      for (Delegation delegation : FederationFixture.delegations(i)) {
        say(delegation, FederationFixture.rootKey(i));
      }
      for (int j = 2; j <= federation.nodes(); j++) {
        HybridKey node = SecureFederation.nodeKey(i, j);
        say(FederationFixture.delegation(node, Role.NODE), FederationFixture.rootKey(i));
      }
    }
    all(federation.release0(), FederationFixture::rootKey);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized Round openRound() throws IOException {
    all(Derivation.nextRound(state), FederationFixture::aggregatorKey);
    return state.rounds().getLast();
  }

  /** Ends the step that a secure round is in. */
  synchronized void endStep() throws IOException {
    Sha256 round = state.rounds().getLast().id();
    all(
        switch (state.phase()) {
          case Phase.Advertising _ -> new RoundStep(round, RoundStep.Step.ADVERTISING);
          case Phase.Dealing _ -> new RoundStep(round, RoundStep.Step.DEALING);
          case Phase.Revealing _ -> new RoundStep(round, RoundStep.Step.REVEALING);
          case Phase.Collecting _ -> new RoundClose(round);
          case Phase.AwaitingCharter _,
              Phase.AwaitingBase _,
              Phase.AwaitingOpen _,
              Phase.Aggregating _,
              Phase.Releasing _ ->
              throw new AssertionError("no step ends in " + state.phase());
        },
        FederationFixture::aggregatorKey);
  }

  /** Has witnesses cosign the log as it is. */
  synchronized void witness() throws IOException, ProofException {
    witness(checkpoint());
  }

  /** Has witnesses cosign whatever this is. */
  synchronized void witness(Checkpoint checkpoint) {
    witnessed =
        Optional.of(
            checkpoint
                .sign(FederationFixture.logKey(), SiteFixture.NOW)
                .with(checkpoint.cosign(FederationFixture.witnessKey(2), SiteFixture.NOW)));
  }

  /** What was uploaded in secure rounds. */
  synchronized Map<Sha256, Bytes> secure() {
    return Map.copyOf(secure);
  }

  synchronized void closeRound() throws IOException {
    all(new RoundClose(state.rounds().getLast().id()), FederationFixture::aggregatorKey);
  }

  /** Closes the round and releases what it started from once more. */
  synchronized void finishRound() throws IOException {
    closeRound();
    Round round = state.rounds().getLast();
    InputSet inputs = InputSet.of(state, round);
    var aggregate =
        new Aggregate(
            round.id(),
            round.cutoff().orElseThrow(),
            inputs.digest(),
            state.charter().aggregation().specId(),
            inputs.rejected(),
            round.open().base(),
            List.of(),
            FederationFixture.ISSUED,
            round.id());
    all(aggregate, FederationFixture::aggregatorKey);
    Release.File card =
        state.latestRelease().orElseThrow().release().file(Release.CARD).orElseThrow();
    Release.Standing standing = ((Phase.Releasing) state.phase()).standing();
    all(
        Derivation.nextRelease(state, round, aggregate.result(), standing, card),
        FederationFixture::releaseKey);
  }

  /**
   * Goes on in another log, of another key, from the first entries of this one, as if everything
   * later had been lost, files too.
   */
  synchronized void move(int cut) throws Exception {
    List<Bytes> kept = List.copyOf(entries.subList(0, cut));
    FederationState before = FederationState.founding(federation.founding());
    for (Bytes entry : kept) {
      before =
          before.apply(
              before.size(),
              before.directory().verify(Envelope.parse(entry.toArray()), federation.keySets()));
    }
    clear();
    for (Bytes entry : kept) {
      store(entry);
    }
    Checkpoint last = checkpoint();
    SignedNote witnessed = last.sign(FederationFixture.logKey(), SiteFixture.NOW);
    for (int i = 2; i <= ORGANIZATIONS; i++) {
      witnessed = witnessed.with(last.cosign(FederationFixture.witnessKey(i), SiteFixture.NOW));
    }
    old = Optional.of(new OldLog(kept, witnessed));
    clear();
    store(Bytes.of(witnessed.bytes()));
    state = before.moved(last);
    all(federation.moved(last).charter(), FederationFixture::rootKey);
  }

  private void clear() {
    entries.clear();
    tiles.clear();
    updates.clear();
  }

  synchronized int size() {
    return entries.size();
  }

  synchronized List<Logged<Update>> logged() {
    return state.updates();
  }

  synchronized FederationState state() {
    return state;
  }

  synchronized Optional<Bytes> blob(Sha256 commitment) {
    return Optional.ofNullable(updates.get(commitment));
  }

  /** Answers every request with 503 until told otherwise. */
  synchronized void setDown(boolean down) {
    isDown = down;
  }

  /** Takes every statement, and answers 503 all the same, until told otherwise. */
  synchronized void setAnswersLost(boolean lost) {
    isMute = lost;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void all(Predicate predicate, IntFunction<HybridKey> keys) throws IOException {
    for (int i = 1; i <= ORGANIZATIONS; i++) {
      say(predicate, keys.apply(i));
    }
  }

  /** Appends a statement that must be admitted. */
  synchronized void say(Predicate predicate, HybridKey key) throws IOException {
    try {
      var _ = append(FederationFixture.sign(predicate, key));
    } catch (RefusedException | ProofException e) {
      throw new AssertionError(e);
    }
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (isDown) {
        answer(exchange, 503, problem("origin-unreachable", "down for the test"));
        return;
      }
      try {
        route(exchange, exchange.getRequestURI().getPath(), body);
      } catch (RefusedException e) {
        answer(exchange, 409, problem("refused", String.valueOf(e.getMessage())));
      } catch (JsonException | ProofException e) {
        answer(exchange, 400, problem("malformed", String.valueOf(e.getMessage())));
      }
    }
  }

  private void route(HttpExchange exchange, String path, byte[] body)
      throws IOException, RefusedException, JsonException, ProofException {
    String prefix = "/v1/federations/" + FederationFixture.NAME;
    String method = exchange.getRequestMethod();
    if (path.equals(prefix + "/log/entries") && method.equals("GET")) {
      answer(exchange, 200, feed(exchange.getRequestURI().getQuery()));
    } else if (path.equals(prefix + "/log/entries")) {
      byte[] receipt = append(Envelope.parse(body)).bytes();
      answer(exchange, isMute ? 503 : 200, isMute ? problem("lost", "for the test") : receipt);
    } else if (path.equals("/v1/challenges")) {
      answer(exchange, 200, utf8("{\"nonce\":\"n\",\"audience\":\"a\",\"expiresAt\":4000000000}"));
    } else if (path.equals("/v1/tokens")) {
      Envelope request = Envelope.parse(body);
      var _ = state.directory().authenticate(request, request.signerHint());
      answer(exchange, 200, utf8("{\"token\":\"" + TOKEN + "\",\"expiresAt\":4000000000}"));
    } else if (path.startsWith(prefix + "/keys/")) {
      var digest = new Sha256(path.substring(path.lastIndexOf('/') + 1));
      answer(exchange, 200, federation.keySets().find(digest).orElseThrow().encode());
    } else if (path.startsWith(prefix + "/updates/")) {
      put(exchange, new Sha256(path.substring(path.lastIndexOf('/') + 1)), body);
    } else if (path.startsWith(prefix + "/secure-blobs/")) {
      secure(exchange, new Sha256(path.substring(path.lastIndexOf('/') + 1)), body);
    } else if (path.equals(prefix + "/log/checkpoint/witnessed") && witnessed.isPresent()) {
      answer(exchange, 200, witnessed.get().bytes());
    } else if (path.startsWith(prefix + "/epochs/1/log/tile/")) {
      tile(exchange, path.substring(path.indexOf("tile/")));
    } else if (path.startsWith("/v1/blobs/")) {
      blob(exchange, new Sha256(path.substring(path.lastIndexOf('/') + 1)));
    } else {
      answer(exchange, 404, problem("not-found", path));
    }
  }

  private byte[] feed(String query) throws ProofException, IOException {
    int from = Integer.parseInt(query.replaceAll(".*from=(\\d+).*", "$1"));
    int epoch = Integer.parseInt(query.replaceAll(".*epoch=(\\d+).*", "$1"));
    if (epoch < state.epoch().number()) {
      return feed(epoch, from, old.orElseThrow().entries(), old.orElseThrow().witnessed());
    }
    return feed(epoch, from, entries, signed());
  }

  private byte[] feed(int epoch, int from, List<Bytes> entries, SignedNote checkpoint) {
    var json =
        new StringBuilder(
            "{\"epoch\":%d,\"newestEpoch\":%d,\"from\":%d,\"entries\":["
                .formatted(epoch, state.epoch().number(), from));
    for (int i = from; i < entries.size(); i++) {
      json.append(i > from ? "," : "").append('"');
      json.append(Base64.getEncoder().encodeToString(entries.get(i).toArray())).append('"');
    }
    String note = checkpoint.encode();
    return utf8(json + "],\"checkpoint\":\"" + note.replace("\n", "\\n") + "\"}");
  }

  private LogProof append(Envelope envelope) throws RefusedException, IOException, ProofException {
    Bytes entry = Bytes.of(envelope.encode());
    int index = entries.indexOf(entry);
    if (index < 0) {
      SignedStatement statement = state.directory().verify(envelope, federation.keySets());
      var refusal = state.judge(statement);
      if (refusal.isPresent()) {
        throw new RefusedException(refusal.get());
      }
      requireBlob(statement);
      index = entries.size();
      store(entry);
      state = state.apply(state.size(), statement);
    }
    return new LogProof(tree().inclusion(index), signed());
  }

  private void store(Bytes entry) throws IOException, ProofException {
    LogGrowth.append(entries.size(), this::tile, List.of(entry.toArray()))
        .tiles()
        .forEach((path, bytes) -> tiles.put(path.path(), bytes));
    entries.add(entry);
  }

  private SignedNote signed() throws IOException, ProofException {
    return checkpoint()
        .sign(
            old.isEmpty() ? FederationFixture.logKey() : SmallFederation.SECOND_LOG,
            SiteFixture.NOW);
  }

  private void put(HttpExchange exchange, Sha256 commitment, byte[] body) throws IOException {
    Bytes salt =
        Bytes.of(
            HexFormat.of().parseHex(exchange.getRequestHeaders().getFirst("X-Commonweight-Salt")));
    boolean isOpen = !state.rounds().isEmpty() && state.rounds().getLast().cutoff().isEmpty();
    if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, problem("unauthorized", "no token"));
    } else if (!Update.commit(salt, Sha256.of(body)).equals(commitment)) {
      answer(exchange, 422, problem("commitment-mismatch", "another commitment"));
    } else if (!isOpen) {
      answer(exchange, 409, problem("no-open-round", "no round is open"));
    } else {
      boolean isNew = updates.put(commitment, Bytes.of(body)) == null;
      answer(exchange, isNew ? 201 : 200, new byte[0]);
    }
  }

  private void requireBlob(SignedStatement statement) throws RefusedException {
    Optional<Sha256> blob =
        switch (statement.predicate()) {
          case ShareDealing dealing -> Optional.of(dealing.blob());
          case MaskedInput input -> Optional.of(input.vector());
          default -> Optional.empty();
        };
    if (blob.filter(digest -> !secure.containsKey(digest)).isPresent()) {
      throw new RefusedException(new Refusal(Refusal.Code.STATE, "not stored: " + blob.get()));
    }
  }

  private void secure(HttpExchange exchange, Sha256 digest, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      if (!Sha256.of(body).equals(digest)) {
        throw new AssertionError("other bytes than " + digest);
      }
      boolean isNew = secure.put(digest, Bytes.of(body)) == null;
      answer(exchange, isNew ? 201 : 200, new byte[0]);
      return;
    }
    String[] range =
        exchange.getRequestHeaders().getFirst("Range").replace("bytes=", "").split("-", 2);
    byte[] blob = Optional.ofNullable(secure.get(digest)).orElseThrow().toArray();
    answer(
        exchange,
        206,
        Arrays.copyOfRange(blob, Integer.parseInt(range[0]), Integer.parseInt(range[1]) + 1));
  }

  private void tile(HttpExchange exchange, String path) throws IOException, ProofException {
    TilePath tile = TilePath.parse(path);
    Optional<byte[]> found = tile(tile);
    answer(exchange, found.isPresent() ? 200 : 404, found.orElse(new byte[0]));
  }

  private void blob(HttpExchange exchange, Sha256 digest) throws IOException {
    Optional<Bytes> found =
        federation.files().values().stream().filter(f -> f.sha256().equals(digest)).findFirst();
    if (found.isPresent()) {
      answer(exchange, 200, found.get().toArray());
    } else {
      answer(exchange, 404, problem("not-found", digest.hex()));
    }
  }

  private Checkpoint checkpoint() throws IOException, ProofException {
    String origin =
        old.isEmpty()
            ? federation.founding().charter().log().origin()
            : SmallFederation.SECOND_LOG.name();
    return new Checkpoint(origin, entries.size(), tree().root());
  }

  private TiledTree tree() {
    return new TiledTree(entries.size(), this::tile);
  }

  private Optional<byte[]> tile(TilePath path) {
    return Optional.ofNullable(tiles.get(path.path()));
  }

  private static byte[] problem(String type, String detail) {
    return utf8("{\"type\":\"https://example/" + type + "\",\"detail\":\"" + detail + "\"}");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
