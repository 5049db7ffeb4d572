package io.commonweight.registry;

import io.commonweight.federation.round.Derivation;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.NoteKey;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.statement.Update;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A federation whose keys follow from its name: organizations {@code org-1} to {@code org-4}, all
 * with a registry and a node, all but the last with an aggregator.
 */
public final class TestFederation {
  /** The number of organizations. */
  public static final int ORGANIZATIONS = 4;

  /** How many of them aggregate; fewer than four must all agree. */
  public static final int AGGREGATING = 3;

  private final String name;
  private final Founding founding;

  /** The federation of a name. */
  public TestFederation(String name) {
    this.name = name;
    var keys = new ArrayList<VerifyingKey>(List.of(logKey().verifyingKey()));
    var members = new ArrayList<Member>();
    for (int i = 1; i <= ORGANIZATIONS; i++) {
      Optional<Fingerprint> aggregator = Optional.empty();
      if (i <= AGGREGATING) {
        aggregator = Optional.of(own(keys, key("aggregator", i)));
      }
      members.add(
          new Member(
              "org-" + i,
              own(keys, key("root", i)),
              aggregator,
              Optional.of(own(keys, key("registry", i))),
              List.of(own(keys, key("node", i)))));
    }
    KeySet keySet = KeySet.of(keys);
    var charter =
        new Charter(
            name,
            1,
            Optional.empty(),
            new Charter.LogIdentity("registry.example/" + name, 1, logKey().fingerprint()),
            keySet.digest(),
            members,
            name + "/policy",
            digest("profile"),
            new Charter.Aggregation(digest("spec"), 20, 24, "1000000000", 10_000, 10_000, 4096),
            new Charter.Rounds(1, 60, 4));
    try {
      founding = Founding.of(new Statement(charter).encode(), keySet.encode());
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  private static Fingerprint own(List<VerifyingKey> keys, SigningKey key) {
    keys.add(key.verifyingKey());
    return key.fingerprint();
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Its founding documents. */
  public Founding founding() {
    return founding;
  }

  /** The key of a role ({@code root}, {@code aggregator}, …) of organization i, from 1. */
  public SigningKey key(String role, int i) {
    return SigningKey.ofSeed(digest(name + "/" + role + "/" + i).bytes());
  }

  /** The key that signs its log's checkpoints. */
  public SigningKey logKey() {
    return key("log", 0);
  }

  /** The key its receipts are verified with. */
  public NoteKey noteKey() {
    return NoteKey.of(founding.charter().log().origin(), logKey());
  }

  /** The digest of a text. */
  public static Sha256 digest(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The charter signed by a root key. */
  public Envelope charterBy(int i) {
    return sign(founding.charter(), key("root", i));
  }

  /** A statement signed by a key. */
  public static Envelope sign(Predicate predicate, SigningKey key) {
    return Envelope.sign(new Statement(predicate), key);
  }

  /** The first release. */
  public Release release0() {
    return new Release(
        founding.charterDigest(),
        founding.charter().policy(),
        0,
        Optional.empty(),
        Optional.empty(),
        List.of(
            new Release.File("README.md", digest("card-0"), 6),
            new Release.File("config.json", digest("config"), 6),
            new Release.File("model.safetensors", digest("weights-0"), 9)),
        List.of(new Release.Tensor("layer.weight", List.of(4L, 5L))));
  }

  /** What a registry's log says now, verified from its first entry on. */
  public FederationState state(RegistryClient registry) throws Exception {
    VerifiedLog log = VerifiedLog.founding(founding);
    do {
      var feed = registry.entries(name, log.size(), Duration.ZERO);
      log = log.extend(feed.entries(), feed.checkpoint());
    } while (!log.isConfirmed());
    return log.state();
  }

  /** Logs a statement and checks its receipt offline. */
  public LogProof log(RegistryClient registry, Predicate predicate, SigningKey key)
      throws Exception {
    Envelope envelope = sign(predicate, key);
    LogProof receipt = registry.append(name, envelope);
    receipt.verify(envelope.encode(), List.of(noteKey()));
    return receipt;
  }

  /** Brings the log to an open round, whatever it says so far, and returns the round. */
  public Round openRound(RegistryClient registry) throws Exception {
    if (state(registry).releases().isEmpty()) {
      for (int i = 1; i <= AGGREGATING; i++) {
        log(registry, founding.charter(), key("root", i));
      }
      for (int i = 1; i <= AGGREGATING; i++) {
        log(registry, release0(), key("root", i));
      }
    }
    FederationState state = state(registry);
    if (state.phase() instanceof Phase.AwaitingOpen) {
      for (int i = 1; i <= AGGREGATING; i++) {
        log(registry, Derivation.nextRound(state), key("aggregator", i));
      }
    }
    return state(registry).openRound().orElseThrow();
  }

  /** Closes the open round. */
  public void close(RegistryClient registry, Round round) throws Exception {
    for (int i = 1; i <= AGGREGATING; i++) {
      log(registry, new RoundClose(round.id()), key("aggregator", i));
    }
  }

  /** An update of a node for a blob. */
  public Update update(Round round, int node, Bytes salt, Bytes blob) {
    return new Update(
        round.id(),
        round.open().base(),
        key("node", node).fingerprint(),
        Update.commit(salt, blob.sha256()),
        100,
        blob.size());
  }
}
