package io.commonweight.federation;

import io.commonweight.federation.round.Derivation;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.statement.Update;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A federation of organizations {@code org-1}…{@code org-n} with one node each, whose keys follow
 * from their names, and the statements they would sign.
 */
public final class FederationFixture {
  /** The federation's name. */
  public static final String NAME = "tabletop";

  /** The digest every fixture charter names as the aggregation specification. */
  public static final Sha256 SPEC_ID = digest("spec");

  private final Map<Fingerprint, SigningKey> keys = new TreeMap<>();
  private final int organizations;
  private final Founding founding;

  /** A federation in which every organization runs an aggregator, a registry and one node. */
  public FederationFixture(int organizations) {
    this.organizations = organizations;
    List<Member> members = new ArrayList<>();
    for (int i = 1; i <= organizations; i++) {
      members.add(
          new Member(
              organization(i),
              own(rootKey(i)),
              Optional.of(own(aggregatorKey(i))),
              Optional.of(own(registryKey(i))),
              List.of(own(nodeKey(i)))));
    }
    var log = new Charter.LogIdentity("registry-a.example/" + NAME, 1, own(logKey()));
    KeySet keySet = KeySet.of(keys.values().stream().map(SigningKey::verifyingKey).toList());
    var charter =
        new Charter(
            NAME,
            1,
            Optional.empty(),
            log,
            keySet.digest(),
            members,
            "tabletop/policy",
            digest("profile"),
            new Charter.Aggregation(SPEC_ID, 20, 24, "1000000000000000", 10_000, 10_000, 1 << 20),
            new Charter.Rounds(2, 60, 4));
    try {
      founding = Founding.of(new Statement(charter).encode(), keySet.encode());
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
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

  /** The key an organization signs charters with. */
  public static SigningKey rootKey(int i) {
    return key("root-" + i);
  }

  /** The key of an organization's aggregator. */
  public static SigningKey aggregatorKey(int i) {
    return key("aggregator-" + i);
  }

  /** The key of an organization's registry. */
  public static SigningKey registryKey(int i) {
    return key("registry-" + i);
  }

  /** The key of an organization's node. */
  public static SigningKey nodeKey(int i) {
    return key("node-" + i);
  }

  /** The key that signs the log's checkpoints. */
  public static SigningKey logKey() {
    return key("log");
  }

  /** A key that follows from a name. */
  public static SigningKey key(String name) {
    return SigningKey.ofSeed(digest(name).bytes());
  }

  /** A statement as it would be logged. */
  public static Envelope sign(Predicate predicate, SigningKey key) {
    return Envelope.sign(new Statement(predicate), key);
  }

  /** A statement that must verify. */
  public SignedStatement signed(Predicate predicate, SigningKey key) {
    try {
      return founding.verify(sign(predicate, key));
    } catch (RefusedException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** The state after one more statement. */
  public FederationState then(FederationState state, Predicate predicate, SigningKey key) {
    return state.apply(state.size(), signed(predicate, key));
  }

  /** The state after statements of the aggregators of organizations 1 to {@code count}. */
  public FederationState byAggregators(FederationState state, int count, Predicate predicate) {
    FederationState next = state;
    for (int i = 1; i <= count; i++) {
      next = then(next, predicate, aggregatorKey(i));
    }
    return next;
  }

  /** The state with the charter and release 0 in force. */
  public FederationState based() {
    FederationState state = FederationState.founding(founding);
    for (int i = 1; i <= founding.charter().quorum().required(); i++) {
      state = then(state, founding.charter(), rootKey(i));
    }
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
    return founding.charter().quorum().required();
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
        digest(output + " by " + i));
  }

  /** The salt of every fixture update. */
  public static Bytes salt() {
    return Bytes.of(digest("salt").bytes());
  }

  private static Sha256 commitment(Sha256 round, int i) {
    return Update.commit(salt(), digest(round + "-" + i));
  }

  private Fingerprint own(SigningKey key) {
    keys.put(key.fingerprint(), key);
    return key.fingerprint();
  }
}
