package io.commonweight.cli.charter;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.FederationFixture;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Aggregation;
import io.commonweight.sdk.statement.Charter.KeyPair;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Rounds;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever approves a charter sees all that it changes. */
class DifferenceTest {
  private final Charter before = new FederationFixture(2).founding().charter();

  @Test
  void ofEqualChartersThereIsNone() {
    assertThat(new Difference(before, before).lines()).isEmpty();
  }

  @Test
  void aKeyThatBeginsLikeTheOldOneShows() {
    Member old = before.members().getFirst();
    String hex = old.root().ed25519().hex();
    Fingerprint alike = Fingerprint.of(hex.substring(0, 63) + (hex.endsWith("0") ? '1' : '0'));

    assertThat(lines(with(old, new KeyPair(alike, old.root().mlDsa()))))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("+ member")
        .contains(alike.hex());
  }

  @Test
  void aChangeOfTheSecondHalfAloneShows() {
    Member old = before.members().getFirst();
    Fingerprint other = new Fingerprint(FederationFixture.digest("other"));

    assertThat(lines(with(old, new KeyPair(old.root().ed25519(), other))))
        .hasSize(2)
        .last()
        .asString()
        .contains(other.hex());
  }

  @Test
  void theArithmeticShows() {
    Aggregation old = before.aggregation();
    var weaker =
        new Aggregation(
            old.specId(),
            old.encoding(),
            old.scaleBits(),
            old.tensorScales(),
            "99999999999999999999",
            old.nodeWeightCap(),
            old.organizationWeightCap(),
            old.maxUpdateBytes(),
            old.rule(),
            old.optimizer());

    assertThat(lines(charter(before.members(), weaker, before.rounds())))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("+ aggregation")
        .contains("norm at most 99999999999999999999");
  }

  @Test
  void theRuleAndTheOptimizerShow() {
    Aggregation old = before.aggregation();
    var other =
        new Aggregation(
            old.specId(),
            old.encoding(),
            old.scaleBits(),
            old.tensorScales(),
            old.normBound(),
            old.nodeWeightCap(),
            old.organizationWeightCap(),
            old.maxUpdateBytes(),
            new Rule(
                Rule.Kind.MEDIAN,
                Rule.Voters.ORGANIZATION,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            new Optimizer(
                Optimizer.Kind.NESTEROV,
                Optional.of(700_000),
                Optional.of(900_000),
                Optional.empty(),
                Optional.empty()));

    assertThat(lines(charter(before.members(), other, new Rounds(2, 2, 3, 60, 4))))
        .containsExactly(
            "- rule        MEAN over nodes tolerates no hostile one",
            "+ rule        MEDIAN over organizations tolerates no hostile one",
            "- optimizer   NONE",
            "+ optimizer   NESTEROV, learning rate 0.7, beta1 0.9",
            "- rounds      closed with 2 updates after PT1M, 4 statements of a node at most",
            "+ rounds      closed with 2 updates after PT1M or at once with 2, 4 statements of a"
                + " node at most, updates count that are up to 3 rounds old");
  }

  @Test
  void theRulesOfRoundsShow() {
    assertThat(lines(charter(before.members(), before.aggregation(), new Rounds(1, 0, 0, 60, 4))))
        .containsExactly(
            "- rounds      closed with 2 updates after PT1M, 4 statements of a node at most",
            "+ rounds      closed with 1 updates after PT1M, 4 statements of a node at most");
  }

  private List<String> lines(Charter next) {
    return new Difference(before, next).lines();
  }

  private Charter with(Member old, KeyPair root) {
    List<Member> members = new ArrayList<>(before.members());
    members.set(
        members.indexOf(old),
        new Member(old.name(), root, old.oms(), old.aggregates(), old.witness(), old.nodes()));
    return charter(members, before.aggregation(), before.rounds());
  }

  private Charter charter(List<Member> members, Aggregation aggregation, Rounds rounds) {
    return new Charter(
        before.federation(),
        before.version(),
        before.previous(),
        before.expires(),
        before.log(),
        before.keys(),
        members,
        before.quorum(),
        before.witnesses(),
        before.policy(),
        before.profile(),
        before.privacy(),
        before.gate(),
        aggregation,
        rounds);
  }
}
