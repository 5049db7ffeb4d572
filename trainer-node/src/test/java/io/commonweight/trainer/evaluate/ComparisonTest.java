package io.commonweight.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.tabletop.TabletopSuite;
import io.commonweight.trainer.train.Recipe;
import io.commonweight.trainer.train.TrainingException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Recipe BRIEF = new Recipe(1, 60, 64, 1e-3, 1e-4, 0.02);
  private static final TabletopSuite SUITE =
      new TabletopSuite(3, new TabletopSuite.Size(12, 5, 10, 20), BRIEF);

  @Test
  void everyPolicyPlaysEveryEpisodeOnce() throws TrainingException {
    Policy base = Policy.initial(SUITE.config(), 3);
    Baselines baselines = new Baselines(SUITE, BRIEF, base, 3);
    Map<String, Policy> locals = baselines.locals();
    Policy strong = baselines.central();
    Evaluation evaluation = new Comparison(base, locals, strong, strong).on(SUITE);

    assertThat(evaluation.suite()).isEqualTo("tabletop");
    assertThat(evaluation.heldOut().localMean().n()).isEqualTo(160);
    assertThat(evaluation.heldOut().localBest().n()).isEqualTo(40);
    assertThat(evaluation.novel().soup().n()).isEqualTo(20);
    assertThat(evaluation.heldOut().federated()).isEqualTo(evaluation.heldOut().central());
    assertThat(evaluation.worstOrganization().local().n()).isEqualTo(10);
  }

  @Test
  void theAverageOfOnePolicyIsThatPolicy() {
    Policy policy = Policy.initial(SUITE.config(), 1);

    assertThat(Baselines.average(List.of(policy))).isEqualTo(policy);
  }
}
