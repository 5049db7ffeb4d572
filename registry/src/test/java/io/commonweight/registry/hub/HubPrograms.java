package io.commonweight.registry.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.restassured.RestAssured;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The programs of Hugging Face, unmodified, with the registry under test as their hub.
 *
 * @param directory where they leave what they make
 * @param environment further variables
 */
record HubPrograms(Path directory, Map<String, String> environment) {

  /** Skips the test where they are not installed; fails it where they must be. */
  static void require() throws InterruptedException {
    boolean installed =
        exitCode("python3", "-c", "import huggingface_hub, safetensors, numpy") == 0
            && exitCode("hf", "version") == 0;
    if ("required".equals(System.getenv("COMMONWEIGHT_FOREIGN"))) {
      assertThat(installed).as("huggingface_hub, safetensors and hf are installed").isTrue();
    }
    assumeThat(installed)
        .as("huggingface_hub, safetensors and hf are on the PATH: deploy/ci/foreign installs them")
        .isTrue();
  }

  /** Runs a script and returns what it prints. */
  String python(String script) throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("script.py"), "import os\n" + script);
    return run("python3", file.toString());
  }

  /** Skips the test where {@code @huggingface/hub} is not installed; fails it where it must be. */
  static void requireJavaScript() {
    if ("required".equals(System.getenv("COMMONWEIGHT_FOREIGN"))) {
      assertThat(nodeModules()).as("@huggingface/hub is installed").isPresent();
    }
    assumeThat(nodeModules())
        .as("@huggingface/hub is beside the PATH: deploy/ci/foreign installs it")
        .isPresent();
  }

  /** Runs a JavaScript module and returns what it prints. */
  String node(String script) throws IOException, InterruptedException {
    Path link = directory.resolve("node_modules");
    if (!Files.exists(link)) {
      Files.createSymbolicLink(link, nodeModules().orElseThrow());
    }
    return run("node", Files.writeString(directory.resolve("script.mjs"), script).toString());
  }

  private static Optional<Path> nodeModules() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder).toAbsolutePath().resolveSibling("node_modules"))
        .filter(modules -> Files.isDirectory(modules.resolve("@huggingface/hub")))
        .findFirst();
  }

  /** Runs a program and returns what it prints. */
  String run(String... command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command);
    Path errors = directory.resolve("errors.txt");
    builder.redirectError(errors.toFile());
    builder.environment().keySet().removeAll(List.of("HF_TOKEN", "HF_HUB_OFFLINE"));
    builder
        .environment()
        .putAll(
            Map.of(
                "HF_ENDPOINT", "http://localhost:" + RestAssured.port,
                "HF_HOME", directory.resolve("hf").toString(),
                "HF_HUB_DISABLE_TELEMETRY", "1",
                "HF_HUB_DISABLE_PROGRESS_BARS", "1",
                "NO_PROXY", "localhost"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    return output;
  }

  private static int exitCode(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException _) {
      return -1;
    }
  }
}
