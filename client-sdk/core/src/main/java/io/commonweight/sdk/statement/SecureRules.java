package io.commonweight.sdk.statement;

import io.commonweight.sdk.statement.Charter.Aggregation;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.Charter.Rounds;
import java.util.List;

/** What a charter may not ask for when nobody sees a single update. */
final class SecureRules {
  private final Privacy privacy;

  private SecureRules(Privacy privacy) {
    this.privacy = privacy;
  }

  /**
   * Checks a charter whose rounds are not open.
   *
   * @throws IllegalArgumentException if its rule needs what its privacy hides, a cap or a deadline
   *     could not be held to, or a node would have nobody to hide among
   */
  static void check(Privacy privacy, List<Member> members, Aggregation aggregation, Rounds rounds) {
    if (privacy.isSecure()) {
      var rules = new SecureRules(privacy);
      rules.requireRule(aggregation.rule());
      rules.requireUnitWeights(members, aggregation);
      rules.requireOneRound(rounds);
      rules.requireCohorts(members);
    }
  }

  private void requireRule(Rule rule) {
    if (rule.kind() == Rule.Kind.MEAN) {
      return;
    }
    if (privacy == Privacy.SEALED) {
      throw refused(
          "%s needs single vectors, and there is only their sum: take MEAN, or COHORT with a rule"
                  .formatted(rule.kind())
              + " over organizations");
    }
    if (rule.voters() == Rule.Voters.NODE) {
      throw refused(
          "%s over nodes needs single vectors, and there is one sum of each organization: take MEAN,"
                  .formatted(rule.kind())
              + " or a rule over organizations");
    }
  }

  /** A weight would have to be multiplied in before masking, where nobody could check it. */
  private void requireUnitWeights(List<Member> members, Aggregation aggregation) {
    if (aggregation.nodeWeightCap() != 1) {
      throw refused(
          "every node weighs one: nodeWeightCap must be 1, not " + aggregation.nodeWeightCap());
    }
    int most = members.stream().mapToInt(Member::nodes).max().orElse(0);
    if (aggregation.organizationWeightCap() < most) {
      throw refused(
          "nobody can scale down an organization of %d nodes: organizationWeightCap must be that"
                  .formatted(most)
              + " at least, not "
              + aggregation.organizationWeightCap());
    }
  }

  private void requireOneRound(Rounds rounds) {
    if (rounds.maxStaleness() != 0 || rounds.goal() != 0) {
      throw refused(
          "masks are of one round and of all who began it: maxStaleness and goal must be 0");
    }
  }

  private void requireCohorts(List<Member> members) {
    if (privacy == Privacy.SEALED) {
      int nodes = members.stream().mapToInt(Member::nodes).sum();
      if (nodes < 2 || nodes > SecureMessage.MAX_NODES) {
        throw refused(
            "one sum is of 2 to %d nodes, and the members may have %d: change their nodes"
                .formatted(SecureMessage.MAX_NODES, nodes));
      }
      return;
    }
    members.stream()
        .filter(member -> member.nodes() == 1)
        .findFirst()
        .ifPresent(
            member -> {
              throw refused(
                  "the one node of %s has nobody to hide among: let it have 2, or none"
                      .formatted(member.name()));
            });
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("privacy " + privacy + ": " + why);
  }
}
