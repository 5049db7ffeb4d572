package io.commonweight.federation.aggregation;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** All values of a release's files, which are 0 until they are set. */
final class OldFiles {
  private final float[] weights;
  private final float[] momentum;
  private final float[] variance;

  OldFiles(int length) {
    this.weights = new float[length];
    this.momentum = new float[length];
    this.variance = new float[length];
  }

  float[] weights() {
    return weights;
  }

  float[] momentum() {
    return momentum;
  }

  float[] variance() {
    return variance;
  }

  /** What the engine is given of some elements. */
  OldValues window(int from, int count) {
    return new OldValues(
        bytes(weights, from, count),
        List.of(bytes(momentum, from, count), bytes(variance, from, count)));
  }

  private static MemorySegment bytes(float[] values, int from, int count) {
    MemorySegment bytes = MemorySegment.ofArray(new byte[count * Float.BYTES]);
    MemorySegment.copy(values, from, bytes, OldValues.FLOAT, 0, count);
    return bytes;
  }
}
