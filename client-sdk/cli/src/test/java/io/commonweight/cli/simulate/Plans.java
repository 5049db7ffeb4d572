package io.commonweight.cli.simulate;

import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Rule;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Small simulations. */
final class Plans {
  static final int SCALE = 13;
  static final int NODES = 24;

  private static final Sha256 NONE = Constitution.digest("none");

  private Plans() {}

  static Threat threat(Attack attack, double share) {
    return threat(attack, share, Threat.Placement.ORGANIZATIONS);
  }

  static Threat threat(Attack attack, double share, Threat.Placement placement) {
    return new Threat(
        attack,
        share,
        placement,
        attack.usualStrength(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  /** 24 nodes of 24 organizations, all of which take part, under a mean. */
  static Plan of(long seed, Threat threat) {
    return of(seed, threat, new Plan.Participation(1, 0, 0));
  }

  static Plan of(long seed, Threat threat, Plan.Participation participation) {
    return new Plan(
        new Chance(seed),
        1,
        new Cohort(NODES, NODES, 32, Partition.IID, 1),
        threat,
        participation,
        new Training(5, 8, 0.2, 0),
        List.of(aggregation(Rule.mean(), 100)));
  }

  static Charter.Aggregation aggregation(Rule rule, int norm) {
    return new Charter.Aggregation(
        new Sha256(Dagg1.SPEC_ID),
        Encoding.I16,
        SCALE,
        List.of(),
        squared(norm),
        10_000,
        10_000,
        1 << 20,
        rule,
        Optimizer.none());
  }

  private static String squared(int length) {
    return BigInteger.valueOf((long) length << SCALE).pow(2).toString();
  }

  /** The opening of a round of such a plan. */
  static RoundOpen open(Rule rule) {
    Charter.Aggregation aggregation = aggregation(rule, 100);
    return new RoundOpen(
        NONE,
        1,
        NONE,
        NONE,
        Tensors.ALL.stream().map(t -> new RoundOpen.Scale(t.name(), SCALE)).toList(),
        aggregation.specId(),
        aggregation.normBound(),
        aggregation.nodeWeightCap(),
        aggregation.organizationWeightCap(),
        aggregation.maxUpdateBytes(),
        1,
        60,
        aggregation.encoding(),
        rule,
        aggregation.optimizer(),
        0,
        0,
        Charter.Privacy.OPEN);
  }

  static Rule rule(Rule.Kind kind, int faults) {
    boolean clips = kind == Rule.Kind.CENTRED_CLIPPING || kind == Rule.Kind.CLIPPED_MEAN;
    return new Rule(
        kind,
        Rule.Voters.NODE,
        faults,
        Optional.of(NODES - 2 * faults - 2).filter(_ -> kind == Rule.Kind.MULTI_KRUM),
        Optional.of(squared(1)).filter(_ -> clips),
        Optional.of(3).filter(_ -> kind == Rule.Kind.CENTRED_CLIPPING));
  }
}
