package io.commonweight.federation.aggregation;

/**
 * A tensor as the shards see it.
 *
 * @param elements number of elements, may be 0
 * @param scale the tensor's scale
 */
public record TensorRange(long elements, int scale) {

  /** Refuses a negative size and a scale out of range. */
  public TensorRange {
    if (elements < 0) {
      throw new IllegalArgumentException("a tensor has " + elements + " elements");
    }
    Dagg1.requireScale(scale);
  }
}
