package io.commonweight.federation.aggregation;

import io.commonweight.sdk.statement.Optimizer;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** New values of any rule and optimizer: sums, their quotients, and a step from the old values. */
final class SteppedValues implements NewValues.Pass {
  private static final int EXPONENT = 0x7f80_0000;
  private static final int EXPONENT_UNIT = 1 << 23;

  private final Combiner combiner;
  private final OptimizerStep step;
  private final boolean isPlain;
  private final Part part;
  private final long[] sums;
  private final float[] values;

  SteppedValues(Combiner combiner, Optimizer optimizer, Part part) {
    this.combiner = combiner;
    this.step = new OptimizerStep(optimizer);
    this.isPlain = optimizer.kind() == Optimizer.Kind.NONE && part == Part.WEIGHTS;
    this.part = part;
    this.sums = new long[combiner.window()];
    this.values = new float[combiner.window()];
  }

  @Override
  public int window() {
    return combiner.window();
  }

  @Override
  public void next(double quantum, int count, OldValues old, MemorySegment to) throws IOException {
    combiner.combine(sums, count);
    MemorySegment.copy(old.weights(), OldValues.FLOAT, 0, values, 0, count);
    if (isPlain) {
      plain(quantum, count);
    } else {
      stepped(quantum, count, old);
    }
    requireFinite(count);
    MemorySegment.copy(values, 0, to, OldValues.FLOAT, 0, count);
  }

  /** As {@link OptimizerStep} would, in a loop that has no branch. */
  private void plain(double quantum, int count) {
    double divisor = (double) combiner.divisor(); // exact: see Quotient
    for (int i = 0; i < count; i++) {
      values[i] = (float) (values[i] + Quotient.of(sums[i], divisor) * quantum);
    }
  }

  private void stepped(double quantum, int count, OldValues old) {
    double divisor = (double) combiner.divisor(); // exact: see Quotient
    for (int i = 0; i < count; i++) {
      double delta = Quotient.of(sums[i], divisor) * quantum;
      float momentum = step.momentum(delta, old.momentum(i));
      float variance = step.variance(delta, old.variance(i));
      values[i] =
          switch (part) {
            case WEIGHTS -> step.weight(values[i], delta, momentum, variance);
            case MOMENTUM -> momentum;
            case VARIANCE -> variance;
          };
    }
  }

  private void requireFinite(int count) {
    int carry = 0; // one more than the largest exponent runs over into the sign
    for (int i = 0; i < count; i++) {
      carry |= (Float.floatToRawIntBits(values[i]) & EXPONENT) + EXPONENT_UNIT;
    }
    if (carry < 0) {
      throw NewValues.notFinite();
    }
  }
}
