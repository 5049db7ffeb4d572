package io.commonweight.trainer.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.trainer.policy.Input;
import io.commonweight.trainer.policy.Output;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.PolicyConfig;
import io.commonweight.trainer.train.ControlVariates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlFolderTest {
  private static final PolicyConfig CONFIG = config(List.of(3));
  private static final Policy POLICY = Policy.initial(CONFIG, 1);

  @TempDir Path folder;

  @Test
  void newestOfAnEarlierRoundIsReadAndOlderOnesAreDeleted() throws IOException {
    var control = new ControlFolder(folder.resolve("control"));
    assertThat(control.before(1, POLICY)).isEmpty();
    for (int round : new int[] {1, 2, 5}) {
      control.store(variates(round));
    }

    assertThat(control.before(5, POLICY)).contains(variates(2));
    assertThat(control.before(5, POLICY)).contains(variates(2));
    assertThat(control.before(6, POLICY)).contains(variates(5));
    assertThat(folder.resolve("control")).isDirectoryNotContaining("glob:**round-000002*");
  }

  @Test
  void fileOfAnotherArchitectureIsRefused() throws IOException {
    var control = new ControlFolder(folder);
    control.store(variates(1));

    assertThatThrownBy(() -> control.before(2, Policy.initial(config(List.of(4)), 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("round-000001.safetensors has no usable tensor base.layers.0.weight")
        .hasMessageContaining("delete the file");
  }

  @Test
  void fileThatIsNoneIsRefusedByName() throws IOException {
    Files.writeString(folder.resolve("round-000001.safetensors"), "nothing of the kind");

    assertThatThrownBy(() -> new ControlFolder(folder).before(2, POLICY))
        .isInstanceOf(IOException.class);
  }

  private static ControlVariates variates(int round) {
    return new ControlVariates(
        round, POLICY.tensors(), Policy.initial(CONFIG, 10 + round).tensors());
  }

  private static PolicyConfig config(List<Integer> hidden) {
    return new PolicyConfig(
        List.of("x", "goal"),
        PolicyConfig.Goal.OBSERVED,
        List.of(new Input.Value("x", 0, 1)),
        List.of(Output.direct("dx", 0, 1)),
        hidden,
        1,
        1);
  }
}
