package io.commonweight.federation.aggregation;

import io.commonweight.sdk.statement.Optimizer;
import java.io.IOException;
import java.util.List;

/**
 * The new values of one file, window by window in file order, for a part of the parameters. Not
 * thread-safe; threads work on parts of their own. Memory: a window of sums, and one window for
 * each voter where the combination sorts.
 */
public final class NewValues {
  private static final int EXPONENT = 0x7f80_0000;
  private static final int EXPONENT_UNIT = 1 << 23;

  private final Combiner combiner;
  private final OptimizerStep step;
  private final boolean isPlain;
  private final Part part;
  private final long[] sums;

  /**
   * Starts at the beginning of the part.
   *
   * @param combination how values are combined
   * @param voters who votes
   * @param updates the values of the part, of each update that a voter is made of
   * @param valueBits width of a value
   * @param optimizer what is done with the aggregated delta
   * @param part which file
   */
  public NewValues(
      Combination combination,
      List<Voter> voters,
      List<Quanta> updates,
      int valueBits,
      Optimizer optimizer,
      Part part) {
    this.combiner = Combiner.of(combination, voters, updates, valueBits);
    this.step = new OptimizerStep(optimizer);
    this.isPlain = optimizer.kind() == Optimizer.Kind.NONE && part == Part.WEIGHTS;
    this.part = part;
    this.sums = new long[combiner.window()];
  }

  /** The most values of one window. */
  public int window() {
    return combiner.window();
  }

  /**
   * Computes the next window, all of one tensor.
   *
   * @param scale the tensor's scale
   * @param count how many values, at most {@link #window}
   * @param old the old values of the files, each at least so long; the weights are overwritten with
   *     the new values
   * @throws ArithmeticException if a new value is not finite: then the round has no aggregate
   */
  public void next(int scale, int count, OldValues old) throws IOException {
    Dagg1.requireScale(scale);
    combiner.combine(sums, count);
    double quantum = Math.scalb(1.0, -scale);
    if (isPlain) {
      plain(quantum, count, old.weights());
    } else {
      stepped(quantum, count, old);
    }
    requireFinite(old.weights(), count);
  }

  /** As {@link OptimizerStep} would, in a loop that has no branch. */
  private void plain(double quantum, int count, float[] values) {
    double divisor = (double) combiner.divisor(); // exact: see Quotient
    for (int i = 0; i < count; i++) {
      values[i] = (float) (values[i] + Quotient.of(sums[i], divisor) * quantum);
    }
  }

  private void stepped(double quantum, int count, OldValues old) {
    double divisor = (double) combiner.divisor(); // exact: see Quotient
    for (int i = 0; i < count; i++) {
      double delta = Quotient.of(sums[i], divisor) * quantum;
      float momentum = step.momentum(delta, old.momentum()[i]);
      float variance = step.variance(delta, old.variance()[i]);
      old.weights()[i] =
          switch (part) {
            case WEIGHTS -> step.weight(old.weights()[i], delta, momentum, variance);
            case MOMENTUM -> momentum;
            case VARIANCE -> variance;
          };
    }
  }

  private static void requireFinite(float[] values, int count) {
    int carry = 0; // one more than the largest exponent runs over into the sign
    for (int i = 0; i < count; i++) {
      carry |= (Float.floatToRawIntBits(values[i]) & EXPONENT) + EXPONENT_UNIT;
    }
    if (carry < 0) {
      throw new ArithmeticException("a new value is not finite");
    }
  }
}
