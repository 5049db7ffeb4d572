package io.commonweight.federation.service.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures that {@code docs/scaling.md} rests on. */
class ScalingBenchmark {
  private static final int SHARD = 4 << 20;

  /**
   * Prints them.
   *
   * @param arguments the folder, on the disk to measure; the model's elements; how many updates;
   *     how many tasks are settled
   */
  public static void main(String... arguments) throws Exception {
    Path folder = Files.createTempDirectory(Path.of(arguments[0]), "scaling");
    int elements = Integer.parseInt(arguments[1]);
    int updates = Integer.parseInt(arguments[2]);
    new RoundCost(folder, elements, updates, SHARD, System.out).run(Integer.parseInt(arguments[3]));
    System.exit(0); // Kafka is stopped at exit, and keeps threads until then
  }

  @Test
  void everyStepIsMeasured(@TempDir Path folder) throws Exception {
    assertThat(new RoundCost(folder, 300_000, 2, 100_000, System.out).run(5)).isPositive();
  }
}
