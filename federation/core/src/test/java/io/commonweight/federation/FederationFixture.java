package io.commonweight.federation;

import io.commonweight.federation.round.Derivation;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.statement.Update;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A federation of organizations {@code org-1}…{@code org-n} with one node each, whose keys follow
 * from their names, and the statements they would sign.
 */
public final class FederationFixture {
  /** The federation's name. */
  public static final String NAME = "tabletop";

  /** The name of its log. */
  public static final String ORIGIN = "registry-a.example/" + NAME;

  /** The digest every fixture charter names as the aggregation specification. */
  public static final Sha256 SPEC_ID = digest("spec");

  /** When every delegation begins, in Unix seconds. */
  public static final long ISSUED = 1_700_000_000L;

  /** When the charter ends, in Unix seconds. */
  public static final long EXPIRES = 4_000_000_000L;

  private static final long NODE_WEIGHT = 10_000;

  private final int organizations;
  private final KeySet keys;
  private final Founding founding;

  /**
   * A federation in which every organization aggregates, witnesses and has one node.
   *
   * @param organizations at least 2: one of them runs the log and cannot be its own witness
   */
  public FederationFixture(int organizations) {
    this(organizations, rounds(2, 4));
  }

  /** The same with other rounds. */
  public FederationFixture(int organizations, Charter.Rounds rounds) {
    this(organizations, rounds, charter -> charter);
  }

  /** The same with other terms. */
  public FederationFixture(int organizations, Charter.Rounds rounds, UnaryOperator<Charter> terms) {
    this.organizations = organizations;
    List<VerifyingKey> all = new ArrayList<>();
    Charter.KeyPair log = pair("log", all);
    List<Member> members = new ArrayList<>();
    for (int i = 1; i <= organizations; i++) {
      members.add(member(i, all));
    }
    this.keys = KeySet.of(all);
    this.founding =
        founding(
            terms.apply(
                new Charter(
                    NAME,
                    1,
                    Optional.empty(),
                    EXPIRES,
                    new Charter.LogIdentity(ORIGIN, 1, organization(1), log, Optional.empty()),
                    keys.digest(),
                    members,
                    Charter.Threshold.of(organizations),
                    Charter.Threshold.of(organizations - 1),
                    "tabletop/policy",
                    digest("profile"),
                    Charter.Privacy.OPEN,
                    Optional.empty(),
                    mean(SPEC_ID, "1000000000000000", 1 << 20),
                    rounds)));
  }

  /**
   * The plainest arithmetic: the mean of 32-bit updates in quanta of 2^−20, of nodes that weigh at
   * most 10,000.
   */
  public static Charter.Aggregation mean(Sha256 specId, String normBound, long maxUpdateBytes) {
    return new Charter.Aggregation(
        specId,
        Encoding.I32,
        20,
        List.of(),
        normBound,
        NODE_WEIGHT,
        NODE_WEIGHT,
        maxUpdateBytes,
        Rule.mean(),
        Optimizer.none());
  }

  /** Rounds for which everybody is waited a minute, and in which only their own updates count. */
  public static Charter.Rounds rounds(int minUpdates, int statementsPerNode) {
    return new Charter.Rounds(minUpdates, 0, 0, 60, statementsPerNode);
  }

  /** The documents of a charter that names this fixture's keys. */
  public Founding founding(Charter charter) {
    try {
      return Founding.of(new Statement(charter).encode(), keys.encode());
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  /** An organization as a charter names it; its keys are added to {@code keys}. */
  public static Member member(int i, List<VerifyingKey> keys) {
    HybridVerifyingKey root = rootKey(i).verifyingKey();
    VerifyingKey oms = key(Algorithm.P_256, "oms-" + i).verifyingKey();
    keys.addAll(List.of(root.ed25519(), root.mlDsa65(), oms));
    return new Member(
        organization(i),
        new Charter.KeyPair(root.ed25519().fingerprint(), root.mlDsa65().fingerprint()),
        oms.fingerprint(),
        true,
        Optional.of(new Charter.Witness("witness-" + i + ".example", pair("witness-" + i, keys))),
        1);
  }

  /** An Ed25519 and an ML-DSA-44 key that follow from a name; they are added to {@code keys}. */
  public static Charter.KeyPair pair(String name, List<VerifyingKey> keys) {
    VerifyingKey ed25519 = key(Algorithm.ED25519, name).verifyingKey();
    VerifyingKey mlDsa = key(Algorithm.ML_DSA_44, name).verifyingKey();
    keys.addAll(List.of(ed25519, mlDsa));
    return new Charter.KeyPair(ed25519.fingerprint(), mlDsa.fingerprint());
  }

  /** Digest of a name, for things whose content does not matter. */
  public static Sha256 digest(String name) {
    return Sha256.of(name.getBytes(StandardCharsets.UTF_8));
  }

  /** The founding documents. */
  public Founding founding() {
    return founding;
  }

  /** The name of organization i, from 1. */
  public static String organization(int i) {
    return "org-" + i;
  }

  /** The key an organization signs charters and delegations with. */
  public static HybridKey rootKey(int i) {
    return key("root-" + i);
  }

  /** The key of an organization's aggregator. */
  public static HybridKey aggregatorKey(int i) {
    return key("aggregator-" + i);
  }

  /** The key an organization signs releases with. */
  public static HybridKey releaseKey(int i) {
    return key("release-" + i);
  }

  /** The key of an organization's registry. */
  public static HybridKey registryKey(int i) {
    return key("registry-" + i);
  }

  /** The key of an organization's node. */
  public static HybridKey nodeKey(int i) {
    return key("node-" + i);
  }

  /** The key that signs the log's checkpoints. */
  public static CosignerKey logKey() {
    return logKey(ORIGIN);
  }

  /** The same keys under the name of another log. */
  public static CosignerKey logKey(String origin) {
    return cosigner(origin, "log");
  }

  /** The key with which organization i cosigns checkpoints. */
  public static CosignerKey witnessKey(int i) {
    return cosigner("witness-" + i + ".example", "witness-" + i);
  }

  /** The key that signs or cosigns checkpoints, of the pair that follows from a seed. */
  public static CosignerKey cosigner(String name, String seed) {
    return new CosignerKey(name, key(Algorithm.ED25519, seed), key(Algorithm.ML_DSA_44, seed));
  }

  /** A hybrid key that follows from a name. */
  public static HybridKey key(String name) {
    return HybridKey.ofSeed(digest(name).bytes());
  }

  /** A key that follows from a name. */
  public static SigningKey key(Algorithm algorithm, String name) {
    return SigningKey.ofSeed(algorithm, digest(name).bytes());
  }

  /** What gives a key its role. */
  public static Delegation delegation(HybridKey key, Role role) {
    return new Delegation(
        NAME,
        role,
        key.verifyingKey(),
        role == Role.NODE ? NODE_WEIGHT : 0,
        ISSUED,
        ISSUED + Delegation.MAX_VALIDITY.toSeconds());
  }

  /** What organization i delegates: aggregator, release, registry and node. */
  public static List<Delegation> delegations(int i) {
    return List.of(
        delegation(aggregatorKey(i), Role.AGGREGATOR),
        delegation(releaseKey(i), Role.RELEASE),
        delegation(registryKey(i), Role.REGISTRY),
        delegation(nodeKey(i), Role.NODE));
  }

  /** A statement as it would be logged. */
  public static Envelope sign(Predicate predicate, HybridKey key) {
    return Envelope.sign(new Statement(predicate), key);
  }

  /** The keys that charters of this fixture name. */
  public KeySets keySets() {
    return digest -> Optional.of(keys).filter(set -> set.digest().equals(digest));
  }

  /** A statement that must verify. */
  public SignedStatement signed(FederationState state, Predicate predicate, HybridKey key) {
    try {
      return state.directory().verify(sign(predicate, key), keySets());
    } catch (RefusedException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** The state after one more statement. */
  public FederationState then(FederationState state, Predicate predicate, HybridKey key) {
    return state.apply(state.size(), signed(state, predicate, key));
  }

  /** The state after statements of the aggregators of organizations 1 to {@code count}. */
  public FederationState byAggregators(FederationState state, int count, Predicate predicate) {
    FederationState next = state;
    for (int i = 1; i <= count; i++) {
      next = then(next, predicate, aggregatorKey(i));
    }
    return next;
  }

  /** The state after a release was signed by organizations 1 to {@code count}. */
  public FederationState released(FederationState state, int count, Release release) {
    FederationState next = state;
    for (int i = 1; i <= count; i++) {
      next = then(next, release, releaseKey(i));
    }
    return next;
  }

  /** The state with the charter ratified and all keys delegated. */
  public FederationState founded() {
    FederationState state = FederationState.founding(founding);
    for (int i = 1; i <= required(); i++) {
      state = then(state, founding.charter(), rootKey(i));
    }
    for (int i = 1; i <= organizations; i++) {
      for (Delegation delegation : delegations(i)) {
        state = then(state, delegation, rootKey(i));
      }
    }
    return state;
  }

  /** The state with the charter and release 0 in force. */
  public FederationState based() {
    FederationState state = founded();
    for (int i = 1; i <= organizations; i++) {
      state = then(state, release0(), rootKey(i));
    }
    return state;
  }

  /** Opens the next round. */
  public FederationState open(FederationState state) {
    return byAggregators(state, required(), Derivation.nextRound(state));
  }

  /** How many organizations make a quorum. */
  public int required() {
    return founding.charter().organizationQuorum().required();
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
            new Release.File("README.md", digest("card-0"), 100),
            new Release.File("config.json", digest("config"), 10),
            new Release.File("model.safetensors", digest("weights-0"), 1000)),
        List.of(new Release.Tensor("layer.weight", List.of(4L, 5L))));
  }

  /** The update of node i in a round. */
  public static Update update(Round round, int i) {
    return update(round, i, round.open().base());
  }

  /** The update of node i in a round, from other weights. */
  public static Update update(Round round, int i, Sha256 base) {
    return new Update(
        round.id(), base, nodeKey(i).fingerprint(), commitment(round.id(), i), 100L * i, 1000);
  }

  /** The aggregate of organization i, if its output is {@code output}. */
  public static Aggregate aggregate(FederationState state, Round round, int i, String output) {
    InputSet inputs = InputSet.of(state, round);
    return new Aggregate(
        round.id(),
        round.cutoff().orElseThrow(),
        inputs.digest(),
        SPEC_ID,
        inputs.rejected(),
        digest(output),
        List.of(),
        ISSUED + round.number(),
        digest(output + " by " + i));
  }

  /** The salt of every fixture update. */
  public static Bytes salt() {
    return Bytes.of(digest("salt").bytes());
  }

  private static Sha256 commitment(Sha256 round, int i) {
    return Update.commit(salt(), digest(round + "-" + i));
  }
}
