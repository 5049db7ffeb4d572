package io.commonweight.federation.aggregation;

/**
 * One window of a release's files. Not a record: its arrays are buffers that are filled again and
 * again by their owner.
 */
public final class OldValues {
  private final float[] weights;
  private final float[] momentum;
  private final float[] variance;

  /** Buffers for so many values, all 0. */
  public OldValues(int capacity) {
    this.weights = new float[capacity];
    this.momentum = new float[capacity];
    this.variance = new float[capacity];
  }

  /** The weights; also where new values are put. */
  public float[] weights() {
    return weights;
  }

  /** The optimizer's first state; 0 where there is none. */
  public float[] momentum() {
    return momentum;
  }

  /** The optimizer's second state; 0 where there is none. */
  public float[] variance() {
    return variance;
  }
}
