package io.commonweight.cli.audit;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.Derivation;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.round.SecureSite;
import io.commonweight.federation.secagg.SecAggException;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.RoundStep;
import io.commonweight.sdk.statement.RoundStep.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Has the nodes and aggregators of a federation take all steps of a secure round. */
final class SecureParty {
  private static final int NODES = 4;

  private final AuditedFederation federation;

  SecureParty(AuditedFederation federation) {
    this.federation = federation;
  }

  /**
   * Plays a round up to where it is aggregated.
   *
   * @param revealing how many of the nodes give out shares, and come so far as to mask
   */
  Round round(int revealing) throws SecAggException {
    RoundOpen open = Derivation.nextRound(federation.state());
    agree(open);
    Round round = federation.state().rounds().getLast();
    List<SecureSite> sites = sites(round);
    speak(sites);
    agree(new RoundStep(round.id(), Step.ADVERTISING));
    speak(sites);
    agree(new RoundStep(round.id(), Step.DEALING));
    speak(sites.subList(0, revealing));
    agree(new RoundClose(round.id()));
    speak(sites.subList(0, revealing));
    agree(new RoundStep(round.id(), Step.REVEALING));
    if (!(federation.state().phase() instanceof Phase.Aggregating)) {
      throw new AssertionError("not to be aggregated: " + federation.state().phase());
    }
    return federation.state().rounds().getLast();
  }

  private List<SecureSite> sites(Round round) {
    List<SecureSite> sites = new ArrayList<>();
    for (int i = 1; i <= NODES; i++) {
      var site =
          new SecureSite(
              federation.state(),
              FederationFixture.nodeKey(i),
              federation.secureBlobs(),
              new Random(i));
      site.masks(Arrays.stream(AuditedFederation.quanta(round, i)).asLongStream().toArray());
      sites.add(site);
    }
    return sites;
  }

  private void speak(List<SecureSite> sites) throws SecAggException {
    for (SecureSite site : sites) {
      federation.append(site.speak(federation.state()));
    }
  }

  private void agree(Predicate statement) {
    for (int i = 1; i <= 3; i++) {
      federation.append(statement, FederationFixture.aggregatorKey(i));
    }
  }
}
