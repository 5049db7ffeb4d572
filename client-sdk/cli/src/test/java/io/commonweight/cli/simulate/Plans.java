package io.commonweight.cli.simulate;

import io.commonweight.federation.aggregation.Unsigned128;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Rule;
import java.util.List;
import java.util.Optional;

/** Small simulations. */
final class Plans {
  static final int SCALE = 13;
  static final int NODES = 24;

  private Plans() {}

  static Threat threat(Attack attack, double share) {
    return new Threat(
        attack, share, Threat.Placement.ORGANIZATIONS, attack.usualStrength(), Optional.empty());
  }

  /** 24 nodes of 24 organizations, all of which take part. */
  static Plan of(long seed, Threat threat) {
    return new Plan(
        new Chance(seed),
        1,
        new Cohort(NODES, NODES, 32, Partition.IID, 1),
        threat,
        new Plan.Participation(1, 0, 0),
        new Training(5, 8, 0.2, 0),
        new Engine(
            Encoding.I16,
            SCALE,
            Unsigned128.of(RuleChoice.squared(100, SCALE)),
            10_000,
            10_000,
            Optimizer.none()),
        List.of());
  }

  static Rule rule(Rule.Kind kind, int faults) {
    boolean clips = kind == Rule.Kind.CENTRED_CLIPPING || kind == Rule.Kind.CLIPPED_MEAN;
    return new Rule(
        kind,
        Rule.Voters.NODE,
        faults,
        Optional.of(NODES - 2 * faults - 2).filter(_ -> kind == Rule.Kind.MULTI_KRUM),
        Optional.of(RuleChoice.squared(1, SCALE).toString()).filter(_ -> clips),
        Optional.of(3).filter(_ -> kind == Rule.Kind.CENTRED_CLIPPING));
  }
}
