package io.commonweight.federation.aggregation;

import java.util.List;

/** A node's update in integers, ready to be written. Not copied: its owner must not change it. */
public final class Quantized {

  private final List<int[]> tensors;
  private final double shrink;
  private final Unsigned128 norm;
  private final List<float[]> left;

  Quantized(List<int[]> tensors, double shrink, Unsigned128 norm, List<float[]> left) {
    this.tensors = List.copyOf(tensors);
    this.shrink = shrink;
    this.norm = norm;
    this.left = List.copyOf(left);
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

  /**
   * What the integers leave over of the shrunken differences, in the shapes of the base: to be
   * carried into the next round by {@link Rounding.Stochastic}.
   */
  public List<float[]> left() {
    return left;
  }
}
