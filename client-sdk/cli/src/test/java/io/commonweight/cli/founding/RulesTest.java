package io.commonweight.cli.founding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.cli.Invocation;
import io.commonweight.cli.report.CommandException;
import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Aggregation;
import io.commonweight.sdk.statement.Charter.Rounds;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.RoundOpen.Scale;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Rule.Voters;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RulesTest {
  private static final Sha256 SPEC = FederationFixture.digest("spec");

  private final Charter charter = new FederationFixture(4).founding().charter();

  @Test
  void whatIsNotGivenStays() throws CommandException {
    Aggregation first =
        first(
            "--encoding I16 --scale-bits 12 --tensor-scale head=8 --norm-bound 99 --node-cap 7"
                + " --organization-cap 8 --max-update-bytes 9 --rule MULTI_KRUM --selected 2"
                + " --optimizer YOGI --learning-rate 0.1 --tau 0.01");

    assertThat(then(first, "")).isEqualTo(first);
  }

  @Test
  void oneNumberOfARuleChangesAlone() throws CommandException {
    Aggregation first =
        first("--rule CENTRED_CLIPPING --voters ORGANIZATION --clip-bound 50 --iterations 5");

    assertThat(then(first, "--clip-bound 60 --rule-faults 1").rule())
        .isEqualTo(
            new Rule(
                Rule.Kind.CENTRED_CLIPPING,
                Voters.ORGANIZATION,
                1,
                Optional.empty(),
                Optional.of("60"),
                Optional.of(5)));
  }

  @Test
  void anotherRuleStartsFromItsOwnDefaults() throws CommandException {
    Aggregation first = first("--rule KRUM --voters ORGANIZATION --rule-faults 1");

    assertThat(then(first, "--rule MEAN").rule()).isEqualTo(Rule.mean());
    assertThat(then(first, "--rule MEDIAN").rule().voters()).isEqualTo(Voters.NODE);
  }

  @Test
  void oneNumberOfAnOptimizerChangesAlone() throws CommandException {
    Aggregation first = first("--optimizer ADAM --learning-rate 0.1 --beta1 0.8 --tau 0.01");

    assertThat(then(first, "--learning-rate 0.05").optimizer())
        .isEqualTo(
            new Optimizer(
                Optimizer.Kind.ADAM,
                Optional.of(50_000),
                Optional.of(800_000),
                Optional.of(990_000),
                Optional.of(10_000)));
  }

  @Test
  void anotherOptimizerStartsFromItsOwnDefaults() throws CommandException {
    Aggregation first = first("--optimizer NESTEROV --learning-rate 0.7 --beta1 0.8");

    assertThat(then(first, "--optimizer ADAM --learning-rate 0.01").optimizer().beta1())
        .contains(900_000);
    assertThat(then(first, "--optimizer NONE").optimizer()).isEqualTo(Optimizer.none());
    assertThatThrownBy(() -> then(first, "--optimizer ADAM"))
        .hasMessage("--optimizer ADAM needs --learning-rate");
  }

  @Test
  void scalesOfSingleTensorsAreAddedChangedAndTakenAway() throws CommandException {
    Aggregation first = first("--scale-bits 12 --tensor-scale arm=10 --tensor-scale head=8");

    Aggregation next =
        then(
            first,
            "--tensor-scale body=9 --tensor-scale head=7 --tensor-scale arm=12 --norm-bound 5");

    assertThat(next.tensorScales()).containsExactly(new Scale("body", 9), new Scale("head", 7));
    assertThat(next.normBound()).isEqualTo("5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--scale-bits 18", "--tensor-scale head=16"})
  void otherScalesNeedBoundsInTheirUnit(String scales) throws CommandException {
    Aggregation first = first("--rule CLIPPED_MEAN --clip-bound 50");

    assertThatThrownBy(() -> then(first, scales)).hasMessageEndingWith("give --norm-bound too");
    assertThatThrownBy(() -> then(first, scales + " --norm-bound 9"))
        .hasMessageEndingWith("give --clip-bound too");
    assertThat(then(first, scales + " --norm-bound 9 --clip-bound 8").rule().clipBound())
        .contains("8");
  }

  @Test
  void theSpecificationIsTheOneThatIsChosen() throws CommandException {
    Aggregation first = first("");

    assertThat(first.specId().hex()).isEqualTo(Dagg1.SPEC_ID);
    assertThat(parse("").aggregation(first, SPEC).specId()).isEqualTo(SPEC);
  }

  @ParameterizedTest
  @CsvSource({
    "--rule MEDIAN --rule-faults 2, 5",
    "--rule MEDIAN --rule-faults 2 --min-updates 4, 4",
    "--rule MEDIAN, 2",
    "--goal 4, 2"
  })
  void anotherRuleWaitsForAsManyUpdatesAsItNeeds(String options, int fewest)
      throws CommandException {
    Rules rules = parse(options);
    Rounds next = rules.rounds(charter, rules.aggregation(charter.aggregation(), SPEC).rule());

    assertThat(charter.rounds().minUpdates()).isEqualTo(2);
    assertThat(next.minUpdates()).isEqualTo(fewest);
    assertThat(next.deadlineSeconds()).isEqualTo(charter.rounds().deadlineSeconds());
  }

  @Test
  void roundsChangeOneByOne() throws CommandException {
    Rules rules = parse("--max-staleness 2 --deadline PT5M");

    assertThat(rules.rounds(charter, Rule.mean()))
        .isEqualTo(
            new Rounds(
                charter.rounds().minUpdates(), 0, 2, 300, charter.rounds().statementsPerNode()));
  }

  @Test
  void helpNamesTheChoices() {
    assertThat(Invocation.run("federation", "propose", "--help").out().replaceAll("\\s+", " "))
        .contains("CLIPPED_MEAN, MEDIAN", "NESTEROV, ADAM", "I8, I16")
        .doesNotContain("null");
  }

  private static Rules parse(String options) {
    return CommandLine.populateCommand(
        new Rules(), options.isEmpty() ? new String[0] : options.split(" "));
  }

  private static Aggregation first(String options) throws CommandException {
    return parse(options).aggregation();
  }

  private static Aggregation then(Aggregation before, String options) throws CommandException {
    return parse(options).aggregation(before, before.specId());
  }
}
