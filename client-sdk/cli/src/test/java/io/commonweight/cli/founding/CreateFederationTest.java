package io.commonweight.cli.founding;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.cli.Invocation;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateFederationTest {
  @TempDir private Path folder;

  @Test
  void theCharterNamesMembersInOrderAndTheirKeys() throws IOException {
    members("west", "north", "east", "south");

    Invocation created = create("--nodes", "2", "--nodes", "north=3");

    assertThat(created.err()).isEmpty();
    Founding founding = Founding.load(folder.resolve("founding"));
    Charter charter = founding.charter();
    assertThat(charter.members()).extracting(Member::name).isSorted().hasSize(4);
    assertThat(charter.members()).extracting(Member::nodes).containsExactly(2, 3, 2, 2);
    assertThat(charter.profile()).isEqualTo(Sha256.of(folder.resolve("embodiment.json")));
    assertThat(created.json().path("k").asInt()).isEqualTo(3);
    assertThat(created.json().path("charter").asText())
        .isEqualTo("sha256:" + founding.charterDigest());
    assertThat(charter.aggregation().normBound()).isEqualTo("10995116277760000");
    assertThat(charter.rounds().minUpdates()).isEqualTo(3);
  }

  @Test
  void aMemberWithoutAggregatorDoesNotCountForTheQuorum() throws IOException {
    members("north", "east", "south", "west", "far");

    Invocation created = create("--without-aggregator", "far");

    assertThat(created.json().path("n").asInt()).isEqualTo(4);
    assertThat(Founding.load(folder.resolve("founding")).charter().members()).hasSize(5);
  }

  @Test
  void aCharterIsNeverOverwritten() throws IOException {
    members("north", "east");
    create();

    Invocation again = create();

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("holds a charter already: name another --out");
  }

  @Test
  void theSequencerNeedsALogKey() throws IOException {
    members("east");

    Invocation refused = create();

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "commonweight: north is no member with log keys: its keys need 'keys generate --log'\n");
  }

  @Test
  void whatEachPolicyToleratesIsSaid() throws IOException {
    members("north", "east", "south", "west");

    Invocation created = create();

    assertThat(created.json().path("toleratesLiars").asInt()).isEqualTo(1);
    assertThat(created.json().path("toleratesAbsences").asInt()).isEqualTo(1);
    assertThat(created.json().path("witnesses").path("n").asInt()).isEqualTo(3);
    assertThat(created.json().path("witnesses").path("k").asInt()).isEqualTo(3);
    assertThat(Invocation.run("federation", "show", folder.resolve("founding")).out())
        .contains(
            "quorum       n = 4, f = 1, k = 3: 3 of 4 organizations must agree;"
                + " up to 1 may lie; up to 1 may be absent\n",
            "witnesses    n = 3, f = 0, k = 3: 3 of 3 witnesses must agree;"
                + " up to 2 may lie; every absence makes all wait\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--faults 2 --required 3, 3 of 4 do not survive 2 that lie: at least 4 must agree",
    "--required 2, 2 of 4 do not survive 0 that lie: at least 3 must agree",
    "--required 0, 'required is 0, must be 1 to 4'",
    "--witness-required 0, 'required is 0, must be 1 to 3'",
    "--witness-faults 1 --witness-required 2, 2 of 3 do not survive 1 that lie: at least 3 must agree"
  })
  void aPolicyThatIsWeakerThanItsFaultsIsRefused(String options, String reason) throws IOException {
    members("north", "east", "south", "west");

    Invocation refused = create(options.split(" "));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).isEqualTo("commonweight: " + reason + "\n");
    assertThat(folder.resolve("founding")).doesNotExist();
  }

  @Test
  void aStrongerPolicyThanTheDefaultIsTaken() throws IOException {
    members("north", "east", "south", "west");

    Invocation created = create("--faults", "2", "--witness-faults", "2");

    assertThat(created.err()).isEmpty();
    assertThat(created.json().path("k").asInt()).isEqualTo(4);
    assertThat(created.json().path("toleratesAbsences").asInt()).isZero();
  }

  @Test
  void anOrganizationCountsOnce() throws IOException {
    members("north", "east");
    names.add("east");

    Invocation refused = create();

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).isEqualTo("commonweight: east comes twice: give each member once\n");
  }

  @Test
  void aKeyStandsUnderOneName() throws IOException {
    members("north", "east");
    Path copy = Files.createDirectory(folder.resolve("echo")).resolve("member.json");
    String east = Files.readString(folder.resolve("east/member.json"));
    Files.writeString(copy, east.replace("\"east\"", "\"echo\""));
    names.add("echo");

    Invocation refused = create();

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("comes twice");
  }

  @Test
  void somebodyElseMustWitnessTheSequencersLog() throws IOException {
    members("north");

    Invocation refused = create();

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).startsWith("commonweight: no member but north has a witness");
  }

  @Test
  void theEndAndTheGateAreTheChartersOwn() throws IOException {
    members("north", "east");

    create("--expires", "2040-01-01", "--gate", "reach:test:2:600");

    Charter charter = Founding.load(folder.resolve("founding")).charter();
    assertThat(Instant.ofEpochSecond(charter.expires())).isEqualTo("2040-01-01T00:00:00Z");
    assertThat(charter.gate()).contains(new Charter.EvaluationGate("reach", "test", 2, 600));
  }

  @ParameterizedTest
  @CsvSource({
    "--expires 2001-01-01, --expires 2001-01-01 is over already",
    "--expires soon, 'no period such as P1Y, no date and no time in UTC'",
    "--gate reach, 'is not SUITE:SPLIT:ORGANIZATIONS:PERMILLE'",
    "--nodes many, is neither N nor NAME=N",
    "--nodes far=2, names none of the members"
  })
  void whatIsNoRuleIsRefused(String options, String reason) throws IOException {
    members("north", "east");

    Invocation refused = create(options.split(" "));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains(reason);
  }

  @Test
  void withoutOptionsUpdatesAreAveragedAsTheyAre() throws IOException {
    members("north", "east");

    create();

    Charter charter = Founding.load(folder.resolve("founding")).charter();
    assertThat(charter.aggregation().encoding()).isEqualTo(Encoding.I32);
    assertThat(charter.aggregation().rule()).isEqualTo(Rule.mean());
    assertThat(charter.aggregation().optimizer()).isEqualTo(Optimizer.none());
    assertThat(charter.rounds()).isEqualTo(new Charter.Rounds(2, 0, 0, 600, 4));
  }

  @Test
  void theRuleAndTheOptimizerAreTheChartersOwn() throws IOException {
    members("north", "east", "south", "west", "far");

    Invocation created =
        create(
            ("--encoding I16 --tensor-scale head.bias=12 --tensor-scale arm.bias=8"
                    + " --rule KRUM --voters ORGANIZATION --rule-faults 1"
                    + " --optimizer YOGI --learning-rate 0.7 --beta2 0.999"
                    + " --goal 6 --max-staleness 3")
                .split(" "));

    assertThat(created.err()).isEmpty();
    Charter charter = Founding.load(folder.resolve("founding")).charter();
    assertThat(charter.aggregation().encoding()).isEqualTo(Encoding.I16);
    assertThat(charter.aggregation().tensorScales())
        .containsExactly(new RoundOpen.Scale("arm.bias", 8), new RoundOpen.Scale("head.bias", 12));
    assertThat(charter.aggregation().optimizer())
        .isEqualTo(
            new Optimizer(
                Optimizer.Kind.YOGI,
                Optional.of(700_000),
                Optional.of(900_000),
                Optional.of(999_000),
                Optional.of(1_000)));
    assertThat(charter.rounds()).isEqualTo(new Charter.Rounds(5, 6, 3, 600, 4));
    assertThat(created.json().path("rule").path("fewestVoters").asInt()).isEqualTo(5);
    assertThat(Invocation.run("federation", "show", folder.resolve("founding")).out())
        .contains(
            "rule         KRUM over organizations tolerates 1 hostile of at least 5\n",
            "optimizer    YOGI, learning rate 0.7, beta1 0.9, beta2 0.999, tau 0.001\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--rule MULTI_KRUM, --rule MULTI_KRUM needs --selected",
    "--rule KRUM --clip-bound 5, --clip-bound does not belong to --rule KRUM",
    "--rule CLIPPED_MEAN --clip-bound 0, clipBound '0' does not match",
    "--iterations 2, iterations must not be given",
    "--rule-faults 1, 'faults is 1, must be 0 to 0'",
    "--rule MEDIAN --rule-faults 4, 'MEDIAN with 4 faults needs 9 voters, but the charter allows 8'",
    "--optimizer ADAM, --optimizer ADAM needs --learning-rate",
    "--tau 0.1, --tau does not belong to --optimizer NONE",
    "--optimizer NESTEROV --learning-rate 100.1, 'learningRate is 100100000, must be'",
    "--tensor-scale a=3, scales from 3 to 20 bits differ by more than 16",
    "--goal 1 --min-updates 2, 'goal is 1, must be 2 to'"
  })
  void aRuleThatCannotBeIsRefused(String options, String reason) throws IOException {
    members("north", "east");

    Invocation refused = create(options.split(" "));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).startsWith("commonweight: ").contains(reason);
    assertThat(folder.resolve("founding")).doesNotExist();
  }

  @Test
  void nodesThatMaskTheirUpdatesWeighOne() throws IOException {
    members("north", "east", "south");

    Invocation created =
        create("--privacy", "cohort", "--rule", "MEDIAN", "--voters", "ORGANIZATION");

    assertThat(created.err()).isEmpty();
    Charter charter = Founding.load(folder.resolve("founding")).charter();
    assertThat(charter.privacy()).isEqualTo(Charter.Privacy.COHORT);
    assertThat(charter.aggregation().nodeWeightCap()).isEqualTo(1);
    assertThat(charter.aggregation().organizationWeightCap()).isEqualTo(10_000);
    assertThat(created.json().path("privacy").asText()).isEqualTo("COHORT");
    assertThat(Invocation.run("federation", "show", folder.resolve("founding")).out())
        .contains(
            "privacy      COHORT: one sum of each organization's nodes is seen; within it nothing"
                + " defends against a node\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--privacy sealed --rule MEDIAN, 'privacy SEALED: MEDIAN needs single vectors, and there is"
        + " only their sum: take MEAN, or COHORT with a rule over organizations'",
    "--privacy cohort --rule KRUM, 'privacy COHORT: KRUM over nodes needs single vectors, and there"
        + " is one sum of each organization: take MEAN, or a rule over organizations'",
    "--privacy cohort --rule CLIPPED_MEAN --clip-bound 9, 'privacy COHORT: CLIPPED_MEAN over nodes"
        + " needs single vectors'",
    "--privacy sealed --node-cap 10, 'every node weighs one: nodeWeightCap must be 1, not 10'",
    "--privacy sealed --organization-cap 3, 'organizationWeightCap must be that at least, not 3'",
    "--privacy cohort --max-staleness 1, 'maxStaleness and goal must be 0'",
    "--privacy cohort --goal 2, 'maxStaleness and goal must be 0'",
    "--privacy cohort --nodes north=1, 'the one node of north has nobody to hide among: let it have"
        + " 2, or none'",
    "--privacy sealed --nodes 33 --statements-per-node 2, 'one sum is of 2 to 64 nodes, and the"
        + " members may have 66: change their nodes'"
  })
  void whatItsPrivacyHidesACharterCannotAskFor(String options, String reason) throws IOException {
    members("north", "east");

    Invocation refused = create(options.split(" "));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).startsWith("commonweight: privacy ").contains(reason);
    assertThat(folder.resolve("founding")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0000001", "1e-1", "-0.1", ".5", "1000", "0,7"})
  void learningRateThatHasNoExactMillionthsIsRefused(String text) throws IOException {
    members("north", "east");

    Invocation refused = create("--optimizer", "MOMENTUM", "--learning-rate", text);

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("at most six places, such as 0.7");
  }

  private final List<String> names = new ArrayList<>();

  private void members(String... organizations) throws IOException {
    Files.writeString(folder.resolve("embodiment.json"), "{}");
    for (String name : organizations) {
      names.add(name);
      List<Object> args =
          new ArrayList<>(
              List.of("keys", "generate", "--organization", name, "--dir", folder.resolve(name)));
      args.add("--no-passphrase");
      if (name.equals("north")) {
        args.add("--log");
      }
      assertThat(Invocation.run(args.toArray()).exitCode()).isZero();
    }
  }

  private Invocation create(String... more) {
    List<Object> args = new ArrayList<>(List.of("federation", "create", "--name", "tabletop"));
    args.addAll(List.of("--policy", "tabletop/policy", "--origin", "registry-a.example/tabletop"));
    args.addAll(List.of("--sequencer", "north", "--out", folder.resolve("founding")));
    args.addAll(List.of("--profile", folder.resolve("embodiment.json"), "--json"));
    names.forEach(name -> args.addAll(List.of("--member", folder.resolve(name + "/member.json"))));
    args.addAll(List.of(more));
    return Invocation.run(args.toArray());
  }
}
