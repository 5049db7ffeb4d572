package io.commonweight.sdk.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.foreign.ForeignProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files pass both ways between this package and the safetensors library of Python. */
class PythonSafetensorsTest {

  private static final String REWRITE =
      """
      import sys
      from safetensors import safe_open
      from safetensors.numpy import save_file
      with safe_open(sys.argv[1], "np") as f:
          print(f.metadata(), {k: (f.get_tensor(k).dtype.name, f.get_tensor(k).tolist()) for k in sorted(f.keys())})
          save_file({k: f.get_tensor(k) for k in f.keys()}, sys.argv[2])
      """;

  @TempDir private Path folder;

  @Test
  void pythonReadsOurFilesAndWeReadItsFiles() throws Exception {
    Path ours = folder.resolve("ours.safetensors");
    Path theirs = folder.resolve("theirs.safetensors");
    Safetensors.writeFloats(
        ours,
        Map.of(
            "w/1", FloatTensor.of(List.of(2L, 2L), 1, -2.5f, 0, 4),
            "b", FloatTensor.of(List.of(), 7)));

    assertThat(rewrite(ours, theirs))
        .isEqualTo(
            "{'format': 'pt'} {'b': ('float32', 7.0), 'w/1': ('float32', [[1.0, -2.5], [0.0, 4.0]])}\n");
    assertThat(Safetensors.readFloats(theirs))
        .isEqualTo(
            Map.of(
                "w/1", FloatTensor.of(List.of(2L, 2L), 1, -2.5f, 0, 4),
                "b", FloatTensor.of(List.of(), 7)));
  }

  @Test
  void pythonReadsOurIntegers() throws Exception {
    Path ours = folder.resolve("ints.safetensors");
    Safetensors.writeInts(
        ours, Dtype.I32, Map.of("q", IntTensor.of(List.of(3L), -1, 0, 8_388_607)));

    assertThat(rewrite(ours, folder.resolve("x"))).contains("{'q': ('int32', [-1, 0, 8388607])}");
  }

  private String rewrite(Path from, Path to) {
    return ForeignProgram.python(REWRITE, "safetensors.numpy")
        .output(folder, from.toString(), to.toString());
  }
}
