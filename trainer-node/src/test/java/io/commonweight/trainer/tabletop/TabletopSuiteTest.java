package io.commonweight.trainer.tabletop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.trainer.data.DatasetException;
import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.data.LeRobotDataset;
import io.commonweight.trainer.evaluate.Baselines;
import io.commonweight.trainer.evaluate.FederatedLoop;
import io.commonweight.trainer.evaluate.Rate;
import io.commonweight.trainer.policy.Embodiment.Dimension;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.train.Recipe;
import io.commonweight.trainer.train.TrainingException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TabletopSuiteTest {
  private static final Recipe SHORT = new Recipe(12, 150, 128, 1e-3, 1e-4, 0.02);
  private static final TabletopSuite SUITE = new TabletopSuite(7);

  @Test
  void federatedBeatsTheMeanLocalPolicyOnHeldOutEpisodes() throws TrainingException {
    Policy base = SUITE.releaseZero(7);
    Policy federated = FederatedLoop.train(SUITE, SHORT, base, 7);
    Rate local =
        new Baselines(SUITE, SHORT, base, 7)
            .locals().values().stream().map(SUITE::heldOut).reduce(Rate.NONE, Rate::plus);
    Rate together = SUITE.heldOut(federated);

    assertThat(together.n()).isEqualTo(400);
    assertThat(local.n()).isEqualTo(1600);
    assertThat(together.rate() - local.rate()).isGreaterThanOrEqualTo(0.2);
  }

  @Test
  void theSameSeedGivesTheSameEpisodes() {
    assertThat(new TabletopSuite(7).training("org3")).isEqualTo(SUITE.training("org3"));
    assertThat(new TabletopSuite(8).training("org3")).isNotEqualTo(SUITE.training("org3"));
  }

  @Test
  void organizationsDemonstrateOtherTasks() {
    Set<String> tasks = new HashSet<>();
    for (String organization : SUITE.organizations()) {
      SUITE.training(organization).forEach(episode -> tasks.add(episode.task()));
    }

    assertThat(tasks)
        .containsExactlyInAnyOrder(
            "push the disc",
            "place the cube",
            "push the disc then reach the target",
            "place the cube then push the disc");
    assertThat(SUITE.reach()).extracting(Demonstration::task).containsOnly("reach the target");
  }

  @Test
  void recordingsStayWithinTheProfile() {
    List<Dimension> state = SUITE.embodiment().state();
    for (Demonstration episode : SUITE.training("org4")) {
      for (int column = 0; column < state.size(); column++) {
        for (int frame = 0; frame < episode.length(); frame++) {
          assertThat((double) episode.observation().at(frame, column))
              .isBetween(state.get(column).lower() - 0.05, state.get(column).upper() + 0.05);
        }
      }
    }
  }

  @Test
  void writtenDemonstrationsAreReadBackAsTheyWere(@TempDir Path folder) throws DatasetException {
    List<Demonstration> written = SUITE.training("org2");
    SUITE.write(written, folder);

    try (LeRobotDataset dataset = LeRobotDataset.open(folder)) {
      assertThat(dataset.demonstrations()).isEqualTo(written);
      assertThat(dataset.info().robotType()).contains(SUITE.embodiment().robotType());
    }
  }

  @Test
  void evaluationIsDeterministic() {
    Policy policy = Policy.initial(SUITE.config(), 3);

    assertThat(SUITE.novel(policy)).isEqualTo(SUITE.novel(policy));
  }

  @Test
  void unknownOrganizationsAreNamed() {
    assertThatThrownBy(() -> SUITE.training("org9")).hasMessage("No organization org9");
  }
}
