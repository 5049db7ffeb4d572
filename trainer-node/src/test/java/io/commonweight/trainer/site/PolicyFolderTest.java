package io.commonweight.trainer.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.sdk.weights.Safetensors;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.Tensor;
import io.commonweight.trainer.tabletop.TabletopSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFolderTest {
  private final TabletopSuite suite = new TabletopSuite(1);
  private final Policy policy = Policy.initial(suite.config(), 9);

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    PolicyFolder.write(folder, policy, suite.embodiment());
  }

  @Test
  void policyAndProfileAreReadBack() throws IOException {
    assertThat(read()).isEqualTo(policy);
    assertThat(PolicyFolder.embodiment(folder.resolve(PolicyFolder.EMBODIMENT)))
        .isEqualTo(suite.embodiment());
  }

  @Test
  void equalPoliciesHaveEqualFiles() throws IOException {
    PolicyFolder.write(folder.resolve("again"), policy, suite.embodiment());

    for (String name :
        List.of(PolicyFolder.WEIGHTS, PolicyFolder.CONFIG, PolicyFolder.EMBODIMENT)) {
      assertThat(folder.resolve("again").resolve(name))
          .hasSameBinaryContentAs(folder.resolve(name));
    }
  }

  @Test
  void weightsWithANanAreRefused() throws IOException {
    List<Tensor> tensors = new ArrayList<>(policy.tensors());
    Tensor first = tensors.getFirst();
    float[] values = first.toArray();
    values[3] = Float.NaN;
    tensors.set(0, Tensor.of(first.name(), first.shape(), values));
    PolicyFolder.writeWeights(folder.resolve(PolicyFolder.WEIGHTS), policy.with(tensors));

    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not finite: tensor layers.0.weight element 3");
  }

  @Test
  void weightsThatLackATensorAreRefused() throws IOException {
    SortedMap<String, FloatTensor> tensors = PolicyFolder.tensors(policy);
    tensors.remove("layers.1.bias");
    Safetensors.writeFloats(folder.resolve(PolicyFolder.WEIGHTS), tensors);

    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tensor layers.1.bias is missing");
  }

  @Test
  void weightsWithAnAdditionalTensorAreRefused() throws IOException {
    SortedMap<String, FloatTensor> tensors = PolicyFolder.tensors(policy);
    tensors.put("layers.9.bias", FloatTensor.of(List.of(1L), 0));
    Safetensors.writeFloats(folder.resolve(PolicyFolder.WEIGHTS), tensors);

    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("7 tensors, the architecture has 6");
  }

  @Test
  void architectureThatIsNoJsonIsRefusedByName() throws IOException {
    Files.writeString(folder.resolve(PolicyFolder.CONFIG), "type: mlp-chunk");

    assertThatThrownBy(this::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("config.json: not JSON");
  }

  private Policy read() throws IOException {
    return PolicyFolder.read(
        folder.resolve(PolicyFolder.WEIGHTS), folder.resolve(PolicyFolder.CONFIG));
  }
}
