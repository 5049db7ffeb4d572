package io.commonweight.federation;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.KeyPair;
import io.commonweight.sdk.statement.Charter.LogIdentity;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Threshold;
import io.commonweight.sdk.statement.Charter.Witness;
import io.commonweight.sdk.statement.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A charter that is to follow another: what is not changed stays. */
public final class NextCharter {
  private final Founding before;
  private final TreeMap<String, Member> members = new TreeMap<>();
  private final Map<Fingerprint, VerifyingKey> keys = new HashMap<>();
  private LogIdentity log;
  private Charter.Aggregation aggregation;

  private NextCharter(Founding before) {
    this.before = before;
    this.log = before.charter().log();
    this.aggregation = before.charter().aggregation();
    before.charter().members().forEach(member -> members.put(member.name(), member));
    before
        .charter()
        .fingerprints()
        .forEach(key -> keys.put(key, before.keys().find(key).orElseThrow()));
  }

  /** One that says the same. */
  public static NextCharter after(Founding before) {
    return new NextCharter(before);
  }

  /** Takes organization i in, with the keys of the fixture. */
  public NextCharter with(int i) {
    List<VerifyingKey> more = new ArrayList<>();
    Member member = FederationFixture.member(i, more);
    learn(more);
    members.put(member.name(), member);
    return this;
  }

  /** Lets organization i go. */
  public NextCharter without(int i) {
    members.remove(FederationFixture.organization(i));
    return this;
  }

  /** Gives organization i another root key. */
  public NextCharter withRoot(int i, HybridKey root) {
    learn(List.of(root.verifyingKey().ed25519(), root.verifyingKey().mlDsa65()));
    Member old = member(i);
    List<Fingerprint> names = root.verifyingKey().fingerprints();
    KeyPair pair = new KeyPair(names.getFirst(), names.getLast());
    return put(
        new Member(old.name(), pair, old.oms(), old.aggregates(), old.witness(), old.nodes()));
  }

  /** Gives organization i another key for bundles. */
  public NextCharter withOms(int i, VerifyingKey oms) {
    learn(List.of(oms));
    Member old = member(i);
    return put(
        new Member(
            old.name(),
            old.root(),
            oms.fingerprint(),
            old.aggregates(),
            old.witness(),
            old.nodes()));
  }

  /** Gives organization i other witness keys. */
  public NextCharter withWitness(int i, String name, VerifyingKey ed25519, VerifyingKey mlDsa) {
    learn(List.of(ed25519, mlDsa));
    Member old = member(i);
    Witness witness = new Witness(name, new KeyPair(ed25519.fingerprint(), mlDsa.fingerprint()));
    return put(
        new Member(
            old.name(),
            old.root(),
            old.oms(),
            old.aggregates(),
            Optional.of(witness),
            old.nodes()));
  }

  /** Takes organization i its vote. */
  public NextCharter withoutVote(int i) {
    Member old = member(i);
    return put(new Member(old.name(), old.root(), old.oms(), false, old.witness(), old.nodes()));
  }

  /** Computes otherwise. */
  public NextCharter withAggregation(Charter.Aggregation other) {
    aggregation = other;
    return this;
  }

  /** Names another log, in the next epoch, with the keys that follow from a seed. */
  public NextCharter movedTo(String origin, String seed, Charter.Cut cut) {
    List<VerifyingKey> more = new ArrayList<>();
    KeyPair pair = FederationFixture.pair(seed, more);
    learn(more);
    log = new LogIdentity(origin, log.epoch() + 1, log.sequencer(), pair, Optional.of(cut));
    return this;
  }

  /** The documents. */
  public Founding documents() {
    Charter old = before.charter();
    int voting = (int) members.values().stream().filter(Member::aggregates).count();
    // The keys' digest does not matter for which keys are named.
    KeySet named =
        KeySet.of(charter(old.keys(), voting).fingerprints().stream().map(keys::get).toList());
    try {
      return Founding.of(new Statement(charter(named.digest(), voting)).encode(), named.encode());
    } catch (JsonException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private Charter charter(Sha256 keySet, int voting) {
    Charter old = before.charter();
    return new Charter(
        old.federation(),
        old.version() + 1,
        Optional.of(before.charterDigest()),
        old.expires(),
        log,
        keySet,
        List.copyOf(members.values()),
        Threshold.of(voting),
        Threshold.of(members.size() - 1),
        old.policy(),
        old.profile(),
        old.privacy(),
        old.gate(),
        aggregation,
        old.rounds());
  }

  private Member member(int i) {
    return Optional.ofNullable(members.get(FederationFixture.organization(i))).orElseThrow();
  }

  private NextCharter put(Member member) {
    members.put(member.name(), member);
    return this;
  }

  private void learn(List<VerifyingKey> more) {
    more.forEach(key -> keys.put(key.fingerprint(), key));
  }
}
