package io.commonweight.trainer.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.trainer.policy.Embodiment.Dimension;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyConfigJsonTest {
  private static final PolicyConfig CONFIG =
      new PolicyConfig(
          List.of("x", "y", "progress"),
          PolicyConfig.Goal.LAST_FRAME,
          List.of(
              new Input.Value("x", 0.5, 0.1),
              new Input.Difference("goal.x", "x", 0.35, 2),
              new Input.TaskWord("push", Optional.of("progress")),
              new Input.Gated(
                  new Input.TaskWord("push", Optional.empty()),
                  new Input.Direction(List.of("x", "y"), List.of("goal.x", "goal.y"), 1, 0.005))),
          List.of(Output.step("ee.x", "x", 0.01), Output.direct("gripper", 0.5, 0.5)),
          List.of(8, 9),
          4,
          2);

  @Test
  void architecturesSurviveTheirJson() throws Exception {
    assertThat(PolicyConfigJson.read(reparsed(PolicyConfigJson.write(CONFIG)))).isEqualTo(CONFIG);
  }

  @Test
  void profilesSurviveTheirJson() throws Exception {
    Embodiment embodiment =
        new Embodiment(
            "arm",
            "ee_delta",
            10,
            List.of(new Dimension("x", "m", -0.35, 0.35, false)),
            List.of(new Dimension("dx", "m", -0.03, 0.03, true)));

    assertThat(EmbodimentJson.read(reparsed(EmbodimentJson.write(embodiment))))
        .isEqualTo(embodiment);
  }

  @Test
  void noFloatAndNoNullIsWritten() {
    assertThat(PolicyConfigJson.write(CONFIG).toString())
        .doesNotContain("null")
        .doesNotContainPattern("[:,\\[]-?[0-9]+\\.[0-9]");
  }

  @Test
  void otherArchitecturesAreRefused() {
    assertThatThrownBy(
            () -> PolicyConfigJson.read(PolicyConfigJson.write(CONFIG).put("type", "act")))
        .hasMessage("Policies of type act are unknown, only mlp-chunk");
  }

  @Test
  void missingFieldsAreNamed() {
    assertThatThrownBy(() -> PolicyConfigJson.read(PolicyConfigJson.write(CONFIG).without("chunk")))
        .hasMessage("Field chunk must be an integer");
  }

  @Test
  void tensorsMustFitTheArchitecture() {
    Policy policy = Policy.initial(CONFIG, 1);

    assertThatThrownBy(() -> policy.with(policy.tensors().reversed()))
        .hasMessageContaining("Tensors do not match the architecture");
  }

  @Test
  void theInitializerIsFixedByItsSeed() {
    assertThat(Policy.initial(CONFIG, 1)).isEqualTo(Policy.initial(CONFIG, 1));
    assertThat(Policy.initial(CONFIG, 1).tensors().getFirst().values().get(0))
        .isEqualTo(0.23087817f);
  }

  private static JsonNode reparsed(JsonNode node) throws Exception {
    return new ObjectMapper().readTree(node.toString());
  }
}
