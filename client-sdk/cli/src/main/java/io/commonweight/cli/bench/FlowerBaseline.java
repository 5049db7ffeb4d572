package io.commonweight.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Aggregates with NumPy as Flower does, in a process of its own.
 *
 * @param python the interpreter
 * @param folder where the program is put
 */
record FlowerBaseline(String python, Path folder) {
  private static final String PROGRAM = "flower.py";

  /** Seconds of the fastest repeat; empty if this machine has no Python with NumPy. */
  OptionalDouble seconds(BenchRule rule, int clients, long parameters, int repeats)
      throws IOException, InterruptedException {
    Path program = folder.resolve(PROGRAM);
    try (InputStream resource = FlowerBaseline.class.getResourceAsStream(PROGRAM)) {
      if (resource == null) {
        throw new IllegalStateException(PROGRAM + " is missing from the class path");
      }
      Files.write(program, resource.readAllBytes());
      Process process =
          new ProcessBuilder(
                  List.of(
                      python,
                      program.toString(),
                      rule.toString(),
                      Integer.toString(clients),
                      Long.toString(parameters),
                      Integer.toString(repeats)))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0
          ? OptionalDouble.of(Double.parseDouble(output.strip()))
          : OptionalDouble.empty();
    } catch (IOException e) {
      return OptionalDouble.empty(); // no such interpreter
    } finally {
      Files.deleteIfExists(program);
    }
  }
}
