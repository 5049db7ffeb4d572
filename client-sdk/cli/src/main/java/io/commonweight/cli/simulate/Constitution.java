package io.commonweight.cli.simulate;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.KeyPair;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Witness;
import io.commonweight.sdk.statement.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the charter that a simulation runs under. Every organization aggregates. Nodes that may be
 * enrolled at a time are shared out evenly, as many as a charter allows in all, for an entry must
 * hold the rejection of each update.
 */
final class Constitution {
  /** The log's name. */
  static final String ORIGIN = "registry.example/simulation";

  /** The federation's name. */
  static final String FEDERATION = "simulation";

  /** The repo of its releases. */
  static final String POLICY = "simulation/policy";

  /** How long aggregators wait for updates. */
  static final Duration DEADLINE = Duration.ofMinutes(1);

  /** When it begins, in Unix seconds. Nothing depends on when it really is. */
  static final long BEGIN = 1_700_000_000L;

  private static final int STATEMENTS = 2;
  private static final long EXPIRES = 4_000_000_000L;
  private static final String WITNESS = "witness.example";

  /** The most nodes that a charter lets all organizations have enrolled at a time. */
  static final int MAX_ENROLLED = Aggregate.MAX_REJECTIONS / STATEMENTS;

  private final Plan plan;
  private final Keys keys;
  private final List<VerifyingKey> named = new ArrayList<>();

  private Constitution(Plan plan, Keys keys) {
    this.plan = plan;
    this.keys = keys;
  }

  /** The founding documents. */
  static Founding of(Plan plan, Charter.Aggregation aggregation, Keys keys) {
    return new Constitution(plan, keys).documents(aggregation);
  }

  private Founding documents(Charter.Aggregation aggregation) {
    int organizations = plan.cohort().organizations();
    KeyPair log = pair(keys.log(ORIGIN));
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < organizations; i++) {
      members.add(member(i));
    }
    KeySet set = KeySet.of(named);
    var charter =
        new Charter(
            FEDERATION,
            1,
            Optional.empty(),
            EXPIRES,
            new Charter.LogIdentity(ORIGIN, 1, Node.organizationName(0), log, Optional.empty()),
            set.digest(),
            members,
            Charter.Threshold.of(organizations),
            Charter.Threshold.of(1),
            POLICY,
            digest("profile"),
            Charter.Privacy.OPEN,
            Optional.empty(),
            aggregation,
            new Charter.Rounds(
                1, 0, plan.participation().maxStaleness(), DEADLINE.toSeconds(), STATEMENTS));
    try {
      return Founding.of(new Statement(charter).encode(), set.encode());
    } catch (JsonException e) {
      throw new IllegalStateException("the charter names other keys than it has", e);
    }
  }

  private Member member(int organization) {
    HybridVerifyingKey root = keys.root(organization).verifyingKey();
    SigningKey oms = keys.oms(organization);
    named.addAll(List.of(root.ed25519(), root.mlDsa65(), oms.verifyingKey()));
    return new Member(
        Node.organizationName(organization),
        new KeyPair(root.ed25519().fingerprint(), root.mlDsa65().fingerprint()),
        oms.fingerprint(),
        true,
        organization == 1
            ? Optional.of(new Witness(WITNESS, pair(keys.witness(WITNESS))))
            : Optional.empty(),
        slots(organization));
  }

  /** How many nodes an organization may have enrolled at a time. */
  private int slots(int organization) {
    int organizations = plan.cohort().organizations();
    Optional<Integer> sybils = plan.threat().sybilSlots();
    if (sybils.isEmpty()) {
      return Math.min(MAX_ENROLLED / organizations, Member.MAX_NODES);
    }
    return organization == Population.SYBILS
        ? sybils.get()
        : Math.min((MAX_ENROLLED - sybils.get()) / (organizations - 1), Member.MAX_NODES);
  }

  private KeyPair pair(CosignerKey pair) {
    named.addAll(List.of(pair.ed25519().verifyingKey(), pair.mlDsa44().verifyingKey()));
    return new KeyPair(pair.ed25519().fingerprint(), pair.mlDsa44().fingerprint());
  }

  /** Digest of a name, for what is named but not there. */
  static Sha256 digest(String name) {
    return Bytes.utf8(name).sha256();
  }
}
