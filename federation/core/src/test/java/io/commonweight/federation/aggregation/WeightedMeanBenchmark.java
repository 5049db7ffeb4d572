package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How often a second one core takes the mean of 16 updates over a window of 65,536 parameters. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WeightedMeanBenchmark {

  private static final int UPDATES = 16;
  private static final int WINDOW = 1 << 16;

  private final WeightedMean mean = new WeightedMean(Collections.nCopies(UPDATES, 1000));
  private final int[] update =
      new Random(1).ints(WINDOW, -Dagg1.MAX_QUANTUM, Dagg1.MAX_QUANTUM + 1).toArray();
  private final float[] base = new float[WINDOW];
  private final float[] output = new float[WINDOW];

  /** One window, all updates. */
  @Benchmark
  public float[] window() {
    MeanWindow window = mean.open(WINDOW);
    for (int i = 0; i < UPDATES; i++) {
      window.add(i, update);
    }
    window.finish(base, 20, output);
    return output;
  }

  @Test
  void theMeanOfEqualUpdatesIsTheUpdate() {
    assertThat(window()[0]).isEqualTo(Math.scalb((float) update[0], -20));
  }
}
