package io.commonweight.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Rule;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the engine lets count, of what a simulation submits. */
class TrialTest {
  private static final int ROUNDS = 3;
  private static final Plan.Participation ALL = new Plan.Participation(1, 0, 0);

  private static List<RoundRow> run(
      Cohort cohort, Threat threat, Plan.Participation participation, int norm)
      throws IOException, InterruptedException {
    Charter.Aggregation aggregation = Plans.aggregation(Rule.mean(), norm);
    var plan =
        new Plan(
            new Chance(7),
            ROUNDS,
            cohort,
            threat,
            participation,
            new Training(2, 4, 0.2, 0),
            List.of(aggregation));
    Population population = Population.of(cohort, threat, plan.chance());
    try (var workers = new Workers(2)) {
      return new Setting(plan, population, new Keys(plan.chance()), workers)
          .run(aggregation, () -> {});
    }
  }

  private static Cohort cohort(int nodes, int organizations) {
    return new Cohort(nodes, organizations, 8, Partition.IID, 1);
  }

  private static Threat threat(
      Threat.Placement placement, Optional<Long> statedFrames, boolean ignoresBound) {
    return new Threat(
        Attack.SCALING, 0.25, placement, 1000, statedFrames, ignoresBound, Optional.empty());
  }

  @Test
  void everyStatementOfARoundIsInTheLog() throws IOException, InterruptedException {
    List<RoundRow> rows = run(cohort(12, 4), Threat.none(), ALL, 100);

    // 3 sign the charter; 4 delegate twice each, and all sign release 0.
    long founding = 3 + 8 + 4;
    // 3 open, close, aggregate and release; 12 are enrolled and submit.
    long round = 4 * 3 + 2 * 12;
    assertThat(rows.stream().map(row -> row.log().size()))
        .containsExactly(founding + round, founding + 2 * round, founding + 3 * round);
    assertThat(rows).allSatisfy(row -> assertThat(row.updates()).isEqualTo(12));
  }

  @Test
  void hostileUpdatesBeyondTheNormBoundAreRejected() throws IOException, InterruptedException {
    List<RoundRow> rows =
        run(cohort(12, 4), threat(Threat.Placement.ORGANIZATIONS, Optional.empty(), true), ALL, 2);

    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.updates()).isEqualTo(9);
              assertThat(row.hostile()).isZero();
              assertThat(row.turnout().rejected()).hasSize(1);
            });
    assertThat(rows.getFirst().distance()).isZero();
  }

  @Test
  void moreFramesThanTheOrganizationGrantsAreNotLogged() throws IOException, InterruptedException {
    List<RoundRow> rows =
        run(cohort(12, 4), threat(Threat.Placement.NODES, Optional.of(65_536L), false), ALL, 100);

    assertThat(rows.getFirst().turnout().refused()).containsOnlyKeys("update STATE");
    assertThat(rows.getFirst().turnout().refused()).containsEntry("update STATE", 3);
    assertThat(rows.getFirst().updates()).isEqualTo(9);
  }

  @Test
  void anOrganizationThatIsHostileGrantsThem() throws IOException, InterruptedException {
    List<RoundRow> rows =
        run(
            cohort(12, 4),
            threat(Threat.Placement.ORGANIZATIONS, Optional.of(65_536L), false),
            ALL,
            100);

    assertThat(rows.getFirst().turnout().refused()).isEmpty();
    assertThat(rows.getFirst().hostile()).isEqualTo(3);
  }

  @Test
  void sybilsGetAsManyPlacesAsTheCharterGivesTheirOrganization()
      throws IOException, InterruptedException {
    // Of 60 nodes of ten organizations 30 are one organization's, and each has 12 places.
    List<RoundRow> rows = run(cohort(60, 10), Plans.threat(Attack.SYBIL, 0.5), ALL, 100);

    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.hostile()).isEqualTo(12);
              assertThat(row.turnout().refused()).containsEntry("delegation STATE", 18);
              assertThat(row.updates()).isEqualTo(42);
            });
  }

  @Test
  void stragglersCountForARoundOrTwoAndThenAreLate() throws IOException, InterruptedException {
    List<RoundRow> rows =
        run(cohort(60, 6), Threat.none(), new Plan.Participation(0.5, 0.6, 1), 100);

    assertThat(rows.stream().mapToInt(RoundRow::stale).sum()).isPositive();
    assertThat(rows.getFirst().turnout().rejected()).isEmpty();
    assertThat(rows.getLast().turnout().rejected()).containsOnlyKeys("LATE");
  }

  @Test
  void theSameSeedGivesTheSameLog() throws IOException, InterruptedException {
    List<RoundRow> one = run(cohort(12, 4), Threat.none(), ALL, 100);
    List<RoundRow> other = run(cohort(12, 4), Threat.none(), ALL, 100);

    assertThat(one.getLast().log()).isEqualTo(other.getLast().log());
  }

  @Test
  void aRoundThatIsOpenWaitsForItsStragglers() throws IOException, InterruptedException {
    List<RoundRow> rows = run(cohort(12, 4), Threat.none(), new Plan.Participation(0.5, 1, 0), 100);

    assertThat(rows).allSatisfy(row -> assertThat(row.updates()).isPositive());
  }
}
