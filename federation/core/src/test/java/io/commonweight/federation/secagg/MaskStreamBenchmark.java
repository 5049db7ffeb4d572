package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How often a second one core adds one mask to a window of 65,536 elements. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MaskStreamBenchmark {
  private static final int WINDOW = 1 << 16;

  /** R. */
  @Param({"32", "40", "62"})
  private int bits = 32;

  private final byte[] key = new byte[MaskStream.KEY_BYTES + MaskStream.NONCE_BYTES];
  private final long[] window = new long[WINDOW];

  /** One window, one mask. */
  @Benchmark
  public long[] add() {
    new MaskStream(key, new Modulus(bits)).add(0, window);
    return window;
  }

  @Test
  void theMaskIsTheKeystream() {
    assertThat(add()[0]).isEqualTo(0xade0b876L);
  }
}
