package io.commonweight.federation;

import static io.commonweight.federation.FederationFixture.delegation;
import static io.commonweight.federation.FederationFixture.key;
import static io.commonweight.federation.FederationFixture.rootKey;

import io.commonweight.federation.round.FederationState;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Rule;
import java.util.ArrayList;
import java.util.List;

/** A fixture federation whose nodes mask what they submit; each organization has several. */
public final class SecureFederation {
  private final FederationFixture fixture;
  private final int organizations;
  private final int nodes;

  /**
   * A federation under a mean.
   *
   * @param organizations how many there are
   * @param nodes how many each of them has
   */
  public SecureFederation(Privacy privacy, int organizations, int nodes) {
    this(privacy, Rule.mean(), organizations, nodes);
  }

  /** The same under another rule. */
  public SecureFederation(Privacy privacy, Rule rule, int organizations, int nodes) {
    this.organizations = organizations;
    this.nodes = nodes;
    this.fixture =
        new FederationFixture(
            organizations,
            FederationFixture.rounds(2, 4),
            charter -> terms(charter, privacy, rule, nodes));
  }

  private static Charter terms(Charter charter, Privacy privacy, Rule rule, int nodes) {
    Charter.Aggregation open = charter.aggregation();
    return new Charter(
        charter.federation(),
        charter.version(),
        charter.previous(),
        charter.expires(),
        charter.log(),
        charter.keys(),
        charter.members().stream()
            .map(m -> new Member(m.name(), m.root(), m.oms(), m.aggregates(), m.witness(), nodes))
            .toList(),
        charter.quorum(),
        charter.witnesses(),
        charter.policy(),
        charter.profile(),
        privacy,
        charter.gate(),
        new Charter.Aggregation(
            open.specId(),
            open.encoding(),
            open.scaleBits(),
            open.tensorScales(),
            open.normBound(),
            1,
            nodes,
            open.maxUpdateBytes(),
            rule,
            open.optimizer()),
        charter.rounds());
  }

  /** The fixture that this one rests on. */
  public FederationFixture fixture() {
    return fixture;
  }

  /** The key of node j of organization i, both from 1. */
  public static HybridKey nodeKey(int i, int j) {
    return j == 1 ? FederationFixture.nodeKey(i) : key("node-" + i + "-" + j);
  }

  /** The keys of all nodes, by organization. */
  public List<HybridKey> nodeKeys() {
    List<HybridKey> keys = new ArrayList<>();
    for (int i = 1; i <= organizations; i++) {
      for (int j = 1; j <= nodes; j++) {
        keys.add(nodeKey(i, j));
      }
    }
    return keys;
  }

  /** The state with release 0 in force and all nodes enrolled. */
  public FederationState based() {
    FederationState state = fixture.based();
    for (int i = 1; i <= organizations; i++) {
      for (int j = 2; j <= nodes; j++) {
        state = fixture.then(state, delegation(nodeKey(i, j), Role.NODE), rootKey(i));
      }
    }
    return state;
  }

  /** The state in which nodes advertise. */
  public FederationState opened() {
    return fixture.open(based());
  }

  /** An envelope that must verify. */
  public SignedStatement verified(FederationState state, Envelope envelope) {
    try {
      return state.directory().verify(envelope, fixture.keySets());
    } catch (RefusedException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** The state after one more envelope. */
  public FederationState then(FederationState state, Envelope envelope) {
    return state.apply(state.size(), verified(state, envelope));
  }
}
