package io.commonweight.cli.audit;

import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Rule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What a round makes of a few parameters, written down once more: in decimals up to the aggregate,
 * then as the specification's table of optimizers says.
 *
 * @param open the round
 * @param quanta the updates
 * @param frames their weights
 */
record ExpectedRound(RoundOpen open, List<int[]> quanta, List<Long> frames) {
  private static final int SCALE_BITS = 20;

  /**
   * The new values of each file.
   *
   * @param old those of the weights and of both states
   */
  List<float[]> files(List<float[]> old) {
    int elements = old.getFirst().length;
    List<float[]> files = List.of(new float[elements], new float[elements], new float[elements]);
    for (int e = 0; e < elements; e++) {
      double delta = aggregate(e).doubleValue() / (1L << SCALE_BITS);
      step(delta, e, old, files);
    }
    return files.subList(0, 1 + open.optimizer().states());
  }

  private BigDecimal aggregate(int e) {
    LongStream values = quanta.stream().mapToLong(update -> update[e]);
    if (open.rule().kind() == Rule.Kind.MEDIAN) {
      long[] sorted = values.sorted().toArray();
      return ratio(sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2], 2);
    }
    long sum = 0;
    for (int i = 0; i < quanta.size(); i++) {
      sum += frames.get(i) * quanta.get(i)[e];
    }
    return ratio(sum, frames.stream().mapToLong(Long::longValue).sum());
  }

  private static BigDecimal ratio(long sum, long total) {
    return BigDecimal.valueOf(sum).divide(BigDecimal.valueOf(total), 0, RoundingMode.HALF_EVEN);
  }

  private void step(double delta, int e, List<float[]> old, List<float[]> files) {
    Optimizer optimizer = open.optimizer();
    double rate = millionths(optimizer.learningRate().orElse(0));
    double beta1 = millionths(optimizer.beta1().orElse(0));
    double beta2 = millionths(optimizer.beta2().orElse(0));
    double base = old.get(0)[e];
    double momentum = old.get(1)[e];
    double variance = old.get(2)[e];
    switch (optimizer.kind()) {
      case NONE -> files.get(0)[e] = (float) (base + delta);
      case NESTEROV -> {
        files.get(1)[e] = (float) (beta1 * momentum + delta);
        files.get(0)[e] = (float) (base + rate * (beta1 * files.get(1)[e] + delta));
      }
      case ADAM -> {
        double rest1 = millionths(Optimizer.UNIT - optimizer.beta1().orElseThrow());
        double rest2 = millionths(Optimizer.UNIT - optimizer.beta2().orElseThrow());
        files.get(1)[e] = (float) (beta1 * momentum + rest1 * delta);
        files.get(2)[e] = (float) (beta2 * variance + rest2 * (delta * delta));
        double divisor = Math.sqrt(files.get(2)[e]) + millionths(optimizer.tau().orElseThrow());
        files.get(0)[e] = (float) (base + rate * files.get(1)[e] / divisor);
      }
      case MOMENTUM, YOGI, ADAGRAD -> throw new AssertionError("no test needs it");
    }
  }

  private static double millionths(int value) {
    return value / 1e6;
  }
}
