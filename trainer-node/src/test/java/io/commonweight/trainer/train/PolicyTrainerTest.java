package io.commonweight.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.data.Frames;
import io.commonweight.trainer.policy.ForwardPass;
import io.commonweight.trainer.policy.Input;
import io.commonweight.trainer.policy.Output;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.PolicyConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PolicyTrainerTest {
  private static final PolicyConfig CONFIG =
      new PolicyConfig(
          List.of("x", "goal"),
          PolicyConfig.Goal.OBSERVED,
          List.of(new Input.Difference("goal", "x", 1, 2), new Input.Value("x", 0, 1)),
          List.of(Output.direct("dx", 0, 0.1)),
          List.of(32, 32),
          4,
          2);
  private static final Policy BASE = Policy.initial(CONFIG, 5);
  private static final TrainingPlan PLAN = new Recipe(2, 60, 64, 1e-3, 1e-4, 0.03).plan(1, 17);

  private static List<Demonstration> demonstrations() {
    List<Demonstration> demonstrations = new ArrayList<>();
    for (int episode = 0; episode < 10; episode++) {
      Random random = new Random(episode);
      float[] state = new float[40];
      float[] action = new float[20];
      float x = random.nextFloat();
      float goal = random.nextFloat();
      for (int frame = 0; frame < 20; frame++) {
        state[2 * frame] = x;
        state[2 * frame + 1] = goal;
        action[frame] = 0.2f * (goal - x);
        x += action[frame];
      }
      demonstrations.add(
          new Demonstration(
              "go", Frames.of(List.of("x", "goal"), state), Frames.of(List.of("dx"), action)));
    }
    return demonstrations;
  }

  @Test
  void theSameSeedTrainsTheSameBits() throws TrainingException {
    TrainingResult first = PolicyTrainer.train(BASE, demonstrations(), PLAN, (_, _) -> {});
    TrainingResult second = PolicyTrainer.train(BASE, demonstrations(), PLAN, (_, _) -> {});

    assertThat(second).isEqualTo(first);
    assertThat(first.policy()).isNotEqualTo(BASE);
    assertThat(first.frames()).isEqualTo(200);
  }

  @Test
  void anotherSeedTrainsOtherBits() throws TrainingException {
    TrainingPlan other = new Recipe(2, 60, 64, 1e-3, 1e-4, 0.03).plan(1, 18);

    assertThat(PolicyTrainer.train(BASE, demonstrations(), other, (_, _) -> {}))
        .isNotEqualTo(PolicyTrainer.train(BASE, demonstrations(), PLAN, (_, _) -> {}));
  }

  @Test
  void theLossFallsAndEveryStepIsReported() throws TrainingException {
    List<Integer> steps = new ArrayList<>();
    TrainingResult result =
        PolicyTrainer.train(BASE, demonstrations(), PLAN, (step, _) -> steps.add(step));

    assertThat(steps).hasSize(60).startsWith(1, 2).endsWith(60);
    assertThat(result.lastLoss()).isLessThan(result.firstLoss() / 2);
  }

  @Test
  void theForwardPassInJavaEqualsTheTrainedNetwork() {
    float[] inputs = {0.3f, -1.2f, 0.01f, 0.9f};
    float[] expected;
    try (NDManager manager = PolicyTrainer.newManager();
        Network network = new Network(BASE, PLAN, manager)) {
      expected = network.forward(manager.create(inputs, new Shape(2, 2))).toFloatArray();
    }

    ForwardPass forward = new ForwardPass(BASE);
    for (int row = 0; row < 2; row++) {
      float[] outputs = forward.apply(new float[] {inputs[2 * row], inputs[2 * row + 1]});
      for (int i = 0; i < 4; i++) {
        assertThat(outputs[i]).isCloseTo(expected[4 * row + i], Offset.offset(1e-5f));
      }
    }
  }

  @Test
  void divergenceIsAnError() {
    TrainingPlan wild = new Recipe(1, 50, 64, 1e30, 1e-4, 0.03).plan(1, 17);

    assertThatThrownBy(() -> PolicyTrainer.train(BASE, demonstrations(), wild, (_, _) -> {}))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("lower the learning rate");
  }

  @Test
  void nothingToTrainOnIsAnError() {
    assertThatThrownBy(() -> PolicyTrainer.train(BASE, List.of(), PLAN, (_, _) -> {}))
        .isInstanceOf(TrainingException.class)
        .hasMessage("There are no frames to train on");
  }
}
