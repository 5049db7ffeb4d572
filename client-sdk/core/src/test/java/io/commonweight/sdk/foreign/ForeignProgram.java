package io.commonweight.sdk.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program by others, ready to run. Asking for one that is not installed skips the test, or fails
 * it under {@code COMMONWEIGHT_FOREIGN=required}.
 *
 * @param command the program and its first arguments
 */
public record ForeignProgram(List<String> command) {

  private static final long TIMEOUT_SECONDS = 120;

  /** Copies the command. */
  public ForeignProgram {
    command = List.copyOf(command);
  }

  /** A program on the PATH, such as {@code openssl}. */
  public static ForeignProgram onPath(String name) {
    require(isOnPath(name), name + " is on the PATH");
    return new ForeignProgram(List.of(name));
  }

  /**
   * A program in Python.
   *
   * @param source its text
   * @param modules what must be importable, such as {@code safetensors.numpy}
   */
  public static ForeignProgram python(String source, String... modules) {
    var modulesFound = new ForeignProgram(List.of("python3", "-c"));
    String imports = "import " + String.join(", ", modules);
    require(
        isOnPath("python3") && modulesFound.run(Path.of("."), imports).exitCode() == 0,
        "python3 with " + String.join(", ", modules) + " is on the PATH");
    return new ForeignProgram(List.of("python3", "-c", source));
  }

  /**
   * A script in {@code foreign/} of the test resources, run by Node.js.
   *
   * @param packages npm packages that it imports, such as {@code @sigstore/verify}
   */
  public static ForeignProgram node(String script, String... packages) {
    ForeignProgram node = onPath("node");
    return new ForeignProgram(
        List.of(node.command().getFirst(), ForeignSources.script(script, packages).toString()));
  }

  /**
   * A Go program of one file in {@code foreign/} of the test resources, which may import {@code
   * golang.org/x/mod}. It is compiled once in the life of this process.
   */
  public static ForeignProgram go(String source) {
    return new ForeignProgram(List.of(ForeignSources.compiled(source).toString()));
  }

  /**
   * Runs the program to its end, without input.
   *
   * @param folder its working directory
   * @throws AssertionError if it does not end in two minutes
   */
  public Run run(Path folder, String... arguments) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of(arguments));
    try {
      return run(new ProcessBuilder(line).directory(folder.toFile()));
    } catch (IOException e) {
      throw new AssertionError(line + " cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(line + " was interrupted", e);
    }
  }

  /** Runs the program, which must be content, and returns what it wrote. */
  public String output(Path folder, String... arguments) {
    Run run = run(folder, arguments);
    assertThat(run.exitCode()).as(run.output()).isZero();
    return run.output();
  }

  static Run run(ProcessBuilder builder) throws IOException, InterruptedException {
    // A file, unlike a pipe, is never full, and whoever does not end can be given up on.
    Path output = Files.createTempFile("foreign", ".out");
    try {
      Process process =
          builder
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(Redirect.to(output.toFile()))
              .start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            builder.command() + " did not end, having written " + Files.readString(output));
      }
      return new Run(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }

  static boolean isOnPath(String name) {
    return path().anyMatch(directory -> Files.isExecutable(directory.resolve(name)));
  }

  /** The directories of the PATH. */
  static Stream<Path> path() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(File.pathSeparator)).filter(d -> !d.isEmpty()).map(Path::of);
  }

  static void require(boolean found, String what) {
    String wish = what + " (deploy/ci/foreign installs it)";
    if (!"required".equals(System.getenv("COMMONWEIGHT_FOREIGN"))) {
      assumeThat(found).as(wish).isTrue();
    }
    assertThat(found).as(wish).isTrue();
  }
}
