package io.commonweight.federation.aggregation;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The weighted mean of updates of 16-bit values that nothing is done with but adding it to the
 * weights: by the vector, from the files' memory to the file's memory. The sums are ints, which
 * hold all of them: each is below 2^(b−1) · Σ weights in magnitude, for values of b bits.
 */
final class StraightMean implements NewValues.Pass {
  private static final int MAX_BITS = Integer.SIZE - 1;

  /** Long enough to be read without waiting; the sums fit the processor's second cache. */
  private static final int LONGEST = 1 << 17;

  /** What a window still pays at. */
  private static final int SHORTEST = 1 << 14;

  /** The most values of all updates together, which streams hold in memory. */
  private static final int MOST_VALUES = 1 << 23;

  private final WeightedStreams streams;
  private final int window;
  private final double divisor;
  private final int[] sums;

  private StraightMean(Ballots ballots, List<Integer> weights, long divisor) {
    this.streams = new WeightedStreams(ballots, weights);
    this.window = ballots.window();
    this.divisor = (double) Quotient.requireExact(ballots.valueBits(), divisor);
    this.sums = new int[window];
  }

  /**
   * The mean, if it is one of these and there are vectors.
   *
   * @param weights of the voters, none negative
   * @return empty if it is to be computed as any other
   */
  static Optional<StraightMean> of(
      List<Integer> weights, List<Voter> voters, List<Quanta> updates, int valueBits) {
    int window = Math.clamp(MOST_VALUES / Math.max(1, updates.size()), SHORTEST, LONGEST);
    var ballots = new Ballots(voters, updates, valueBits, window);
    long divisor = weights.stream().mapToLong(Integer::longValue).sum();
    int divisorBits = Long.SIZE - Long.numberOfLeadingZeros(divisor);
    return weights.size() == voters.size()
            && valueBits - 1 + divisorBits <= MAX_BITS
            && ballots.arePlain(Short.BYTES)
            && Lanes.canAdd(Short.BYTES)
        ? Optional.of(new StraightMean(ballots, weights, divisor))
        : Optional.empty();
  }

  @Override
  public int window() {
    return window;
  }

  @Override
  public void next(double quantum, int count, OldValues old, MemorySegment to) throws IOException {
    Arrays.fill(sums, 0, count, 0);
    streams.next(count, (values, weights) -> add(values, weights, count));
    int done = VectorMean.addQuotients(sums, divisor, quantum, old.weights(), to, count);
    for (int i = done; i < count; i++) {
      double delta = Quotient.of(sums[i], divisor) * quantum;
      float value = (float) (old.weights().getAtIndex(OldValues.FLOAT, i) + delta);
      if (!Float.isFinite(value)) {
        throw NewValues.notFinite();
      }
      to.setAtIndex(OldValues.FLOAT, i, value);
    }
  }

  private void add(MemorySegment[] values, long[] weights, int count) {
    int done = VectorMean.add(values, weights, sums, count);
    for (int i = done; i < count; i++) {
      for (int stream = 0; stream < Lanes.STREAMS; stream++) {
        sums[i] += (int) weights[stream] * values[stream].getAtIndex(Row.SHORT, i);
      }
    }
  }
}
