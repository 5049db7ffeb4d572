package io.commonweight.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.data.Frames;
import io.commonweight.trainer.policy.Input;
import io.commonweight.trainer.policy.Output;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.PolicyConfig;
import io.commonweight.trainer.policy.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Steps of a policy of one hidden unit, y = v·max(0, w·x + b) + a, against the same by hand. */
class DriftTest {
  private static final PolicyConfig CONFIG =
      new PolicyConfig(
          List.of("x", "goal"),
          PolicyConfig.Goal.OBSERVED,
          List.of(new Input.Value("x", 0, 1), new Input.Value("goal", 0, 1)),
          List.of(Output.direct("dx", 0, 1)),
          List.of(1),
          1,
          1);

  /** w, b, v and a. */
  private static final float[] WEIGHTS = {0.5f, -0.25f, 0.625f, 0.75f, -0.125f};

  private static final int SIZE = WEIGHTS.length;
  static final Policy BASE = policy(WEIGHTS);
  private static final double RATE = 0.1;
  private static final double DECAY = 0.01;

  /** Two frames: x of (1, 2) and (−1, 0.5), of which 1 and −0.5 are to follow. */
  static Batches.Batch batch() {
    var batch = new Batches.Batch(2, 2, 1);
    System.arraycopy(new float[] {1, 2, -1, 0.5f}, 0, batch.input, 0, 4);
    System.arraycopy(new float[] {1, -0.5f}, 0, batch.target, 0, 2);
    System.arraycopy(new float[] {1, 1}, 0, batch.mask, 0, 2);
    batch.real = 2;
    return batch;
  }

  /** The gradient of the mean squared error, by hand. */
  static double[] gradient(double[] at) {
    double[] gradient = new double[SIZE];
    Batches.Batch batch = batch();
    for (int row = 0; row < 2; row++) {
      double x0 = batch.input[2 * row];
      double x1 = batch.input[2 * row + 1];
      double hidden = at[0] * x0 + at[1] * x1 + at[2];
      double error = at[3] * Math.max(0, hidden) + at[4] - batch.target[row];
      double back = hidden > 0 ? error * at[3] : 0;
      gradient[0] += back * x0;
      gradient[1] += back * x1;
      gradient[2] += back;
      gradient[3] += error * Math.max(0, hidden);
      gradient[4] += error;
    }
    return gradient;
  }

  @Test
  void correctedStepsAreGradientDescentWithTheCorrection() {
    float[] correction = {0.3f, -0.7f, 0.2f, -0.1f, 0.4f};
    var plan =
        new Recipe(1, 3, 2, RATE, DECAY, 0)
            .plan(1, 1)
            .with(new Drift.Corrected(policy(correction).tensors()));
    double[] expected = start();
    for (int step = 0; step < 3; step++) {
      double[] gradient = gradient(expected);
      for (int i = 0; i < SIZE; i++) {
        expected[i] -= plan.rate(step) * (gradient[i] + DECAY * expected[i] + correction[i]);
      }
    }

    assertSteps(plan, 3, expected);
  }

  /**
   * Kingma, Ba, <em>Adam</em>, 2015, Algorithm 1, with decoupled decay, of gradient + μ(w − base).
   */
  @Test
  void proximalStepsAreAdamsOfTheGradientWithThePull() {
    double strength = 2;
    var plan = recipe(strength).plan(1, 1);
    double[] expected = start();
    double[] first = new double[SIZE];
    double[] second = new double[SIZE];
    for (int step = 0; step < 3; step++) {
      double[] gradient = gradient(expected);
      double rate = plan.rate(step);
      for (int i = 0; i < SIZE; i++) {
        double pulled = gradient[i] + strength * (expected[i] - start()[i]);
        first[i] = 0.9 * first[i] + 0.1 * pulled;
        second[i] = 0.999 * second[i] + 0.001 * pulled * pulled;
        double mean = first[i] / (1 - Math.pow(0.9, step + 1));
        double square = second[i] / (1 - Math.pow(0.999, step + 1));
        expected[i] -= rate * DECAY * expected[i];
        expected[i] -= rate * mean / (Math.sqrt(square) + 1e-8);
      }
    }

    assertSteps(plan, 3, expected);
  }

  @Test
  void trainingWithoutAPullIsBitForBitTheSameAsPlainTraining() throws TrainingException {
    TrainingPlan plain = new Recipe(1, 40, 8, 1e-3, 1e-4, 0.03).plan(1, 17);
    TrainingPlan zero = new Recipe(1, 40, 8, 1e-3, 1e-4, 0.03, 0, false).plan(1, 17);
    TrainingPlan pulled = new Recipe(1, 40, 8, 1e-3, 1e-4, 0.03, 0.5, false).plan(1, 17);

    assertThat(train(zero)).isEqualTo(train(plain));
    assertThat(train(pulled)).isNotEqualTo(train(plain));
    assertThat(train(pulled)).isEqualTo(train(pulled));
  }

  @Test
  void strongerPullsKeepTheWeightsNearerToTheBase() throws TrainingException {
    double last = Double.POSITIVE_INFINITY;
    for (double strength : new double[] {0, 1, 10, 100}) {
      TrainingPlan plan = new Recipe(1, 200, 8, 1e-2, 0, 0, strength, false).plan(1, 17);
      double distance = distance(train(plan).policy());
      assertThat(distance).isLessThan(last);
      last = distance;
    }
  }

  @Test
  void correctionOfZeroIsPlainGradientDescent() {
    var plan =
        new Recipe(1, 1, 2, RATE, 0, 0)
            .plan(1, 1)
            .with(new Drift.Corrected(policy(new float[SIZE]).tensors()));
    double[] gradient = gradient(start());
    double[] expected = start();
    IntStream.range(0, SIZE).forEach(i -> expected[i] -= RATE * gradient[i]);

    assertSteps(plan, 1, expected);
  }

  @Test
  void pullsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> recipe(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> recipe(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Drift.Proximal(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Recipe(1, 1, 1, 1, 0, 0, 1, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not by both");
  }

  private static void assertSteps(TrainingPlan plan, int steps, double[] expected) {
    try (NDManager manager = PolicyTrainer.newManager();
        Network network = new Network(BASE, plan, manager)) {
      for (int step = 0; step < steps; step++) {
        network.step(batch());
      }
      double[] found = values(network.tensors());
      for (int i = 0; i < SIZE; i++) {
        assertThat(found[i]).isCloseTo(expected[i], within(2e-6));
      }
    }
  }

  static double[] values(List<Tensor> tensors) {
    return tensors.stream()
        .map(Tensor::toArray)
        .flatMapToDouble(values -> IntStream.range(0, values.length).mapToDouble(i -> values[i]))
        .toArray();
  }

  static Policy policy(float... values) {
    return new Policy(
        CONFIG,
        List.of(
            Tensor.of(Policy.weight(0), List.of(1, 2), Arrays.copyOf(values, 2)),
            Tensor.of(Policy.bias(0), List.of(1), new float[] {values[2]}),
            Tensor.of(Policy.weight(1), List.of(1, 1), new float[] {values[3]}),
            Tensor.of(Policy.bias(1), List.of(1), new float[] {values[4]})));
  }

  private static Recipe recipe(double proximal) {
    return new Recipe(1, 3, 2, RATE, DECAY, 0, proximal, false);
  }

  private static double[] start() {
    return IntStream.range(0, SIZE).mapToDouble(i -> WEIGHTS[i]).toArray();
  }

  private static double distance(Policy policy) {
    double[] found = values(policy.tensors());
    return Math.sqrt(
        IntStream.range(0, SIZE)
            .mapToDouble(i -> (found[i] - WEIGHTS[i]) * (found[i] - WEIGHTS[i]))
            .sum());
  }

  static TrainingResult train(TrainingPlan plan) throws TrainingException {
    return PolicyTrainer.train(BASE, demonstrations(3), plan, (_, _) -> {});
  }

  /** Moves of a slider whose way depends on the seed. */
  static List<Demonstration> demonstrations(long seed) {
    var random = new Random(seed);
    List<Demonstration> demonstrations = new ArrayList<>();
    double gain = 0.2 + random.nextDouble();
    for (int episode = 0; episode < 3; episode++) {
      float[] state = new float[20];
      float[] action = new float[10];
      for (int frame = 0; frame < 10; frame++) {
        state[2 * frame] = random.nextFloat();
        state[2 * frame + 1] = random.nextFloat();
        action[frame] = (float) (gain * (state[2 * frame + 1] - state[2 * frame]));
      }
      demonstrations.add(
          new Demonstration(
              "go", Frames.of(List.of("x", "goal"), state), Frames.of(List.of("dx"), action)));
    }
    return demonstrations;
  }

  @Test
  void firstRoundIsNotCorrected() {
    Recipe recipe = new Recipe(4, 5, 2, RATE, 0, 0, 0, true);

    assertThat(values(ControlVariates.correction(Optional.empty(), BASE, recipe, 1).difference()))
        .containsOnly(0);
  }
}
