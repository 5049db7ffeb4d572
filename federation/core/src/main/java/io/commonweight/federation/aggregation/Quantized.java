package io.commonweight.federation.aggregation;

import java.util.List;

/** A node's update in integers, ready to be written. Not copied: its owner must not change it. */
public final class Quantized {

  private final List<int[]> tensors;
  private final double shrink;
  private final Unsigned128 norm;

  Quantized(List<int[]> tensors, double shrink, Unsigned128 norm) {
    this.tensors = List.copyOf(tensors);
    this.shrink = shrink;
    this.norm = norm;
  }

  /** Values of each tensor, in the order and with the lengths of the base. */
  public List<int[]> tensors() {
    return tensors;
  }

  /** The factor, from 0 to 1, by which the differences were multiplied to meet the bound. */
  public double shrink() {
    return shrink;
  }

  /** The exact norm of these values. */
  public Unsigned128 norm() {
    return norm;
  }
}
