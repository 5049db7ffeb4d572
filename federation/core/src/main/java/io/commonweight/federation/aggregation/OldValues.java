package io.commonweight.federation.aggregation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/**
 * One window of a release's files, as it lies in them; the segments belong to whoever filled them.
 *
 * @param weights the weights
 * @param states those of the optimizer's states that there are: momentum, variance
 */
public record OldValues(MemorySegment weights, List<MemorySegment> states) {
  /** How a value lies in a file. */
  public static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Copies the list. */
  public OldValues {
    states = List.copyOf(states);
  }

  /** The optimizer's first state of an element; 0 where there is none. */
  float momentum(int index) {
    return state(0, index);
  }

  /** The optimizer's second state of an element; 0 where there is none. */
  float variance(int index) {
    return state(1, index);
  }

  private float state(int which, int index) {
    return which < states.size() ? states.get(which).getAtIndex(FLOAT, index) : 0;
  }
}
