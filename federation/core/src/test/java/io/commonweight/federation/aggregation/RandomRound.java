package io.commonweight.federation.aggregation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A seeded round of one tensor, and its mean by arithmetic of arbitrary precision. */
record RandomRound(
    List<Float> base, List<List<Integer>> updates, List<Integer> weights, int scale) {

  static RandomRound of(long seed, int length) {
    Random random = new Random(seed);
    List<Float> base = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      base.add((float) random.nextGaussian() / 16);
    }
    List<List<Integer>> updates = new ArrayList<>();
    List<Integer> weights = new ArrayList<>();
    int magnitude = 1 << (1 + random.nextInt(23));
    for (int update = 0; update <= random.nextInt(9); update++) {
      // Small weights make ties; large ones exercise the width.
      weights.add(1 + random.nextInt(random.nextBoolean() ? 3 : Dagg1.MAX_WEIGHT));
      updates.add(random.ints(length, 1 - magnitude, magnitude).boxed().toList());
    }
    return new RandomRound(base, updates, weights, random.nextInt(41) - 10);
  }

  float[] baseValues() {
    float[] values = new float[base.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = base.get(i);
    }
    return values;
  }

  int[] quanta(int update, int from, int to) {
    return updates.get(update).subList(from, to).stream().mapToInt(Integer::intValue).toArray();
  }

  /** Writes the mean of the elements [from, to), adding updates in the order given. */
  void mean(int from, int to, List<Integer> order, float[] output) {
    MeanWindow window = new WeightedMean(weights).open(to - from);
    for (int update : order) {
      window.add(update, quanta(update, from, to));
    }
    float[] part = new float[to - from];
    System.arraycopy(baseValues(), from, part, 0, part.length);
    window.finish(part, scale, part);
    System.arraycopy(part, 0, output, from, part.length);
  }

  List<Integer> order() {
    return IntStream.range(0, updates.size()).boxed().toList();
  }

  float expected(int element) {
    BigDecimal sum = BigDecimal.ZERO;
    long total = 0;
    for (int update = 0; update < weights.size(); update++) {
      BigDecimal weight = BigDecimal.valueOf(weights.get(update));
      sum = sum.add(weight.multiply(BigDecimal.valueOf(updates.get(update).get(element))));
      total += weights.get(update);
    }
    BigDecimal mean = sum.divide(BigDecimal.valueOf(total), 0, RoundingMode.HALF_EVEN);
    BigDecimal two = BigDecimal.valueOf(2);
    BigDecimal step =
        scale < 0
            ? mean.multiply(two.pow(-scale))
            : mean.multiply(new BigDecimal("0.5").pow(scale));
    // BigDecimal.doubleValue rounds once to nearest even, as the rule's addition does.
    return (float) new BigDecimal(base.get(element)).add(step).doubleValue();
  }
}
