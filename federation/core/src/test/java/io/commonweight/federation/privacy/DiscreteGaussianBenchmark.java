package io.commonweight.federation.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long one core takes for the noise of one weight. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DiscreteGaussianBenchmark {
  private static final int WEIGHTS = 1 << 16;

  /** Of a quantum and a half, and of a clip of 1 times a multiplier of 2 at 20 bits. */
  @Param({"2", "4398046511104"})
  long variance = 2;

  private final KeyStream random = new KeyStream(new byte[KeyStream.SECRET_BYTES]);
  private final int[] values = new int[WEIGHTS];

  /** Noise on 65,536 weights. */
  @Benchmark
  @OperationsPerInvocation(WEIGHTS)
  public int[] noise() {
    Arrays.fill(values, 0);
    DiscreteGaussian.ofVariance(variance).addTo(values, (1 << 23) - 1, random);
    return values;
  }

  @Test
  void noiseIsAsWideAsItsVariance() {
    assertThat(Arrays.stream(noise()).mapToLong(q -> (long) q * q).sum() / (double) WEIGHTS)
        .isBetween(1.95, 2.05);
  }
}
