package io.commonweight.federation.aggregation;

/**
 * A run of elements of one tensor inside a shard.
 *
 * @param tensor index of the tensor in file order
 * @param from first element, counted over all tensors in file order
 * @param to element after the last
 * @param scale the tensor's scale
 */
public record Segment(int tensor, long from, long to, int scale) {

  /** Number of elements. */
  public long length() {
    return to - from;
  }
}
