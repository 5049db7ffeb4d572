package io.commonweight.registry;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.Derivation;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.CosignerVerifyingKey;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.Update;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The organizations and keys of {@link FederationFixture} under another name and another charter:
 * {@code org-1} to {@code org-4}, all with a registry and a node, all but the last with an
 * aggregator. Its delegations are in force today, by the clock.
 */
public final class TestFederation {
  /** The number of organizations. */
  public static final int ORGANIZATIONS = 4;

  /** How many of them aggregate; fewer than four must all agree. */
  public static final int AGGREGATING = 3;

  private static final FederationFixture FIXTURE = new FederationFixture(ORGANIZATIONS);

  /** Midnight of yesterday: all of a day's federations delegate the same. */
  private final long since =
      Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1)).getEpochSecond();

  private final String name;
  private final Founding founding;

  /** The federation of a name. */
  public TestFederation(String name) {
    this.name = name;
    this.founding = FIXTURE.founding(charter(name, FIXTURE.founding().charter()));
  }

  private TestFederation(String name, UnaryOperator<Charter> terms) {
    this.name = name;
    this.founding = FIXTURE.founding(terms.apply(charter(name, FIXTURE.founding().charter())));
  }

  /** A federation whose rounds are sealed; each organization may have two nodes. */
  public static TestFederation sealed(String name) {
    return new TestFederation(name, TestFederation::sealed);
  }

  private static Charter sealed(Charter open) {
    Charter.Aggregation terms = open.aggregation();
    return new Charter(
        open.federation(),
        open.version(),
        open.previous(),
        open.expires(),
        open.log(),
        open.keys(),
        open.members().stream()
            .map(m -> new Member(m.name(), m.root(), m.oms(), m.aggregates(), m.witness(), 2))
            .toList(),
        open.quorum(),
        open.witnesses(),
        open.policy(),
        open.profile(),
        Charter.Privacy.SEALED,
        open.gate(),
        new Charter.Aggregation(
            terms.specId(),
            terms.encoding(),
            terms.scaleBits(),
            terms.tensorScales(),
            terms.normBound(),
            1,
            2,
            terms.maxUpdateBytes(),
            terms.rule(),
            terms.optimizer()),
        open.rounds());
  }

  private static Charter charter(String name, Charter model) {
    return new Charter(
        name,
        1,
        Optional.empty(),
        model.expires(),
        new Charter.LogIdentity(
            "registry.example/" + name, 1, "org-1", model.log().keys(), Optional.empty()),
        model.keys(),
        model.members().stream().map(TestFederation::member).toList(),
        Charter.Threshold.of(AGGREGATING),
        model.witnesses(),
        name + "/policy",
        model.profile(),
        model.privacy(),
        model.gate(),
        FederationFixture.mean(digest("spec"), "1000000000", 4096),
        FederationFixture.rounds(1, 4));
  }

  /** A charter that may follow the first: it lasts a second longer. */
  public Charter nextCharter() {
    return nextCharter(founding.charter().keys());
  }

  /** The same, naming other keys. */
  public Charter nextCharter(Sha256 keys) {
    Charter first = founding.charter();
    return new Charter(
        name,
        2,
        Optional.of(founding.charterDigest()),
        first.expires() + 1,
        first.log(),
        keys,
        first.members(),
        first.quorum(),
        first.witnesses(),
        first.policy(),
        first.profile(),
        first.privacy(),
        first.gate(),
        first.aggregation(),
        first.rounds());
  }

  /** The keys of its charter and one more. */
  public KeySet keysWith(HybridKey more) {
    List<VerifyingKey> keys =
        new ArrayList<>(List.of(more.verifyingKey().ed25519(), more.verifyingKey().mlDsa65()));
    for (Fingerprint key : founding.charter().fingerprints()) {
      keys.add(founding.keys().find(key).orElseThrow());
    }
    return KeySet.of(keys);
  }

  private static Member member(Member model) {
    return new Member(
        model.name(),
        model.root(),
        model.oms(),
        !model.name().equals("org-" + ORGANIZATIONS),
        model.witness(),
        model.nodes());
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
  public HybridKey key(String role, int i) {
    return FederationFixture.key(role + "-" + i);
  }

  /** The P-256 key of organization i. */
  public SigningKey omsKey(int i) {
    return FederationFixture.key(Algorithm.P_256, "oms-" + i);
  }

  /** The keys that sign its log's checkpoints. */
  public CosignerKey logKey() {
    return FederationFixture.logKey(founding.charter().log().origin());
  }

  /** The keys its receipts are verified with. */
  public CosignerVerifyingKey noteKey() {
    return founding.logKeys();
  }

  /** The digest of a text. */
  public static Sha256 digest(String text) {
    return FederationFixture.digest(text);
  }

  /** The charter signed by a root key. */
  public Envelope charterBy(int i) {
    return sign(founding.charter(), key("root", i));
  }

  /** A statement signed by a key. */
  public static Envelope sign(Predicate predicate, HybridKey key) {
    return FederationFixture.sign(predicate, key);
  }

  /** What gives a key its role until 88 days from now. */
  public Delegation delegation(HybridKey key, Role role) {
    return new Delegation(
        name,
        role,
        key.verifyingKey(),
        role == Role.NODE ? 10_000 : 0,
        since,
        since + Duration.ofDays(89).toSeconds());
  }

  /** The entries that found the federation: its charter, and what its organizations delegate. */
  public List<Envelope> foundingEntries() {
    List<Envelope> entries = new ArrayList<>();
    for (int i = 1; i <= AGGREGATING; i++) {
      entries.add(charterBy(i));
    }
    for (int i = 1; i <= ORGANIZATIONS; i++) {
      if (i <= AGGREGATING) {
        entries.add(delegated("aggregator", i, Role.AGGREGATOR));
        entries.add(delegated("release", i, Role.RELEASE));
      }
      entries.add(delegated("registry", i, Role.REGISTRY));
      entries.add(delegated("node", i, Role.NODE));
    }
    return entries;
  }

  private Envelope delegated(String key, int i, Role role) {
    return sign(delegation(key(key, i), role), key("root", i));
  }

  /** The first release. */
  public Release release0() {
    return new Release(
        founding.charterDigest(),
        founding.charter().policy(),
        0,
        Optional.empty(),
        Optional.empty(),
        Release.Standing.FOUNDING,
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
      var feed = registry.entries(name, 1, log.size(), Duration.ZERO);
      log = log.extend(feed, digest -> keySet(registry, digest));
    } while (!log.isConfirmed());
    return log.state();
  }

  private Optional<KeySet> keySet(RegistryClient registry, Sha256 digest) {
    try {
      return Optional.of(registry.keySet(name, digest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Logs a statement and checks its receipt offline. */
  public LogProof log(RegistryClient registry, Predicate predicate, HybridKey key)
      throws Exception {
    Envelope envelope = sign(predicate, key);
    LogProof receipt = registry.append(name, envelope);
    receipt.verify(envelope.encode(), noteKey());
    return receipt;
  }

  /** Founds the federation, unless its log says so already. */
  public void found(RegistryClient registry) throws Exception {
    if (state(registry).directory().nodes().size() < ORGANIZATIONS) {
      for (Envelope entry : foundingEntries()) {
        registry.append(name, entry);
      }
    }
  }

  /** Brings the log to an open round, whatever it says so far, and returns the round. */
  public Round openRound(RegistryClient registry) throws Exception {
    found(registry);
    if (state(registry).releases().isEmpty()) {
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
