package io.commonweight.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.commonweight.trainer.policy.ForwardPass;
import io.commonweight.trainer.policy.Input;
import io.commonweight.trainer.policy.Output;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.PolicyConfig;
import io.commonweight.trainer.policy.Tensor;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each tuning changes of a policy of layers 2 → 12 → 10 → 4. */
class TuningTest {
  private static final PolicyConfig CONFIG =
      new PolicyConfig(
          List.of("x", "goal"),
          PolicyConfig.Goal.OBSERVED,
          List.of(new Input.Value("x", 0, 1), new Input.Value("goal", 0, 1)),
          List.of(Output.direct("dx", 0, 1)),
          List.of(12, 10),
          4,
          1);
  static final Policy BASE = Policy.initial(CONFIG, 5);
  private static final Recipe RECIPE = new Recipe(1, 60, 16, 1e-2, 1e-4, 0.01);

  static List<Tuning> tunings() {
    return List.of(
        new Tuning.Full(),
        new Tuning.Head(),
        new Tuning.LowRank(1, 2, false),
        new Tuning.LowRank(4, 8, true),
        new Tuning.LowRank(12, 12, false));
  }

  @Test
  void adaptedNetworkBeginsAsTheBaseExactly() {
    assertThat(outputs(new Tuning.LowRank(4, 16, true), 0))
        .isEqualTo(outputs(new Tuning.Full(), 0));
    assertThat(weights(new Tuning.LowRank(4, 16, true), 0)).isEqualTo(BASE.tensors());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void mergedNetworkGivesWhatTheAdaptedOneGives(int rank) {
    var tuning = new Tuning.LowRank(rank, 16, false);
    float[] adapted = outputs(tuning, 40);
    var merged = new ForwardPass(BASE.with(weights(tuning, 40)));

    float[] inputs = inputs();
    for (int row = 0; row < inputs.length / 2; row++) {
      float[] found = merged.apply(new float[] {inputs[2 * row], inputs[2 * row + 1]});
      for (int i = 0; i < 4; i++) {
        assertThat(found[i]).isCloseTo(adapted[4 * row + i], within(1e-5f));
      }
    }
    assertThat(adapted).isNotEqualTo(outputs(tuning, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void eachMatrixChangesByTheRank(int rank) throws TrainingException {
    List<Tensor> trained = train(new Tuning.LowRank(rank, 2 * rank, false)).policy().tensors();
    List<Tensor> whole = train(new Tuning.Full()).policy().tensors();

    for (int layer = 0; layer < BASE.layers(); layer++) {
      Tensor base = BASE.tensors().get(2 * layer);
      int shorter = Math.min(base.shape().get(0), base.shape().get(1));
      assertThat(MatrixRank.ofDifference(base, trained.get(2 * layer)))
          .isEqualTo(Math.min(rank, shorter));
      assertThat(MatrixRank.ofDifference(base, whole.get(2 * layer))).isEqualTo(shorter);
    }
  }

  @Test
  void biasesAreFrozenUnlessTheyAreTuned() throws TrainingException {
    List<Tensor> frozen = train(new Tuning.LowRank(2, 4, false)).policy().tensors();
    List<Tensor> tuned = train(new Tuning.LowRank(2, 4, true)).policy().tensors();

    for (int layer = 0; layer < BASE.layers(); layer++) {
      Tensor base = BASE.tensors().get(2 * layer + 1);
      assertThat(frozen.get(2 * layer + 1)).isEqualTo(base);
      assertThat(tuned.get(2 * layer + 1)).isNotEqualTo(base);
    }
  }

  @Test
  void trunkIsFrozenIfTheHeadIsTuned() throws TrainingException {
    List<Tensor> trained = train(new Tuning.Head()).policy().tensors();

    assertThat(trained.subList(0, 4)).isEqualTo(BASE.tensors().subList(0, 4));
    assertThat(trained.get(4)).isNotEqualTo(BASE.tensors().get(4));
    assertThat(trained.get(5)).isNotEqualTo(BASE.tensors().get(5));
  }

  @ParameterizedTest
  @MethodSource("tunings")
  void lossFalls(Tuning tuning) throws TrainingException {
    TrainingResult result = train(tuning);

    assertThat(result.lastLoss()).isLessThan(0.7 * result.firstLoss());
  }

  @ParameterizedTest
  @MethodSource("tunings")
  void theSameSeedTrainsTheSameBits(Tuning tuning) throws TrainingException {
    assertThat(train(tuning)).isEqualTo(train(tuning));
  }

  @ParameterizedTest
  @MethodSource("tunings")
  void strongerPullsKeepTheWeightsNearerToTheBase(Tuning tuning) throws TrainingException {
    double last = Double.POSITIVE_INFINITY;
    for (double strength : new double[] {0, 1, 100}) {
      Recipe pulled = new Recipe(1, 60, 16, 1e-2, 0, 0.01, strength, false).with(tuning);
      double distance = distance(train(pulled).policy());
      assertThat(distance).isLessThan(last);
      last = distance;
    }
  }

  @Test
  void controlVariatesNeedAllWeights() {
    Recipe controlled = new Recipe(1, 60, 16, 1e-2, 0, 0.01, 0, true);

    assertThatThrownBy(() -> controlled.with(new Tuning.LowRank(2, 4, false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Control variates estimate the gradients of all weights: train all of them, or leave"
                + " the control variates out");
    TrainingPlan head = RECIPE.with(new Tuning.Head()).plan(1, 1);
    assertThatThrownBy(() -> head.with(new Drift.Corrected(BASE.tensors())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Gradients can be corrected only if all weights change");
  }

  private static TrainingResult train(Tuning tuning) throws TrainingException {
    return train(RECIPE.with(tuning));
  }

  private static TrainingResult train(Recipe recipe) throws TrainingException {
    return PolicyTrainer.train(BASE, DriftTest.demonstrations(3), recipe.plan(1, 17), (_, _) -> {});
  }

  private static float[] outputs(Tuning tuning, int steps) {
    try (NDManager manager = PolicyTrainer.newManager();
        Network network = stepped(tuning, steps, manager)) {
      NDArray inputs = manager.create(inputs(), new Shape(inputs().length / 2, 2));
      return network.forward(inputs).toFloatArray();
    }
  }

  private static List<Tensor> weights(Tuning tuning, int steps) {
    try (NDManager manager = PolicyTrainer.newManager();
        Network network = stepped(tuning, steps, manager)) {
      return network.tensors();
    }
  }

  private static Network stepped(Tuning tuning, int steps, NDManager manager) {
    TrainingPlan plan = RECIPE.with(tuning).plan(1, 17);
    var network = new Network(BASE, plan, manager);
    var batches = new Batches(Samples.of(CONFIG, DriftTest.demonstrations(3)), plan);
    for (int step = 0; step < steps; step++) {
      network.step(batches.next());
    }
    return network;
  }

  private static float[] inputs() {
    var random = new Random(2);
    float[] inputs = new float[40];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    return inputs;
  }

  private static double distance(Policy policy) {
    double[] from = DriftTest.values(BASE.tensors());
    double[] to = DriftTest.values(policy.tensors());
    double squares = 0;
    for (int i = 0; i < from.length; i++) {
      squares += (to[i] - from[i]) * (to[i] - from[i]);
    }
    return Math.sqrt(squares);
  }
}
