package io.commonweight.sdk.weights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files pass both ways between this package and the safetensors library of Python; skipped without
 * it, unless COMMONWEIGHT_FOREIGN is {@code required}.
 */
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

  @BeforeAll
  static void findSafetensors() throws IOException, InterruptedException {
    boolean found = python("import safetensors.numpy").equals("");
    if (!"required".equals(System.getenv("COMMONWEIGHT_FOREIGN"))) {
      assumeThat(found).as("python3 with safetensors is on the PATH").isTrue();
    }
    assertThat(found).as("python3 with safetensors is on the PATH").isTrue();
  }

  @Test
  void pythonReadsOurFilesAndWeReadItsFiles() throws Exception {
    Path ours = folder.resolve("ours.safetensors");
    Path theirs = folder.resolve("theirs.safetensors");
    Safetensors.writeFloats(
        ours,
        Map.of(
            "w/1", FloatTensor.of(List.of(2L, 2L), 1, -2.5f, 0, 4),
            "b", FloatTensor.of(List.of(), 7)));

    assertThat(python(REWRITE, ours.toString(), theirs.toString()))
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
    Safetensors.writeInts(ours, Map.of("q", IntTensor.of(List.of(3L), -1, 0, 8_388_607)));

    assertThat(python(REWRITE, ours.toString(), folder.resolve("x").toString()))
        .contains("{'q': ('int32', [-1, 0, 8388607])}");
  }

  private static String python(String program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", "-c", program));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }
}
