package io.commonweight.federation.aggregation;

import io.commonweight.federation.aggregation.UnacceptableUpdateException.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a node's trained parameters into the integers of {@code dagg/1}: q = rint(δ · 2^scale),
 * clamped to ±{@link Dagg1#MAX_QUANTUM}, where δ = local − base in f32. The bound is checked on the
 * integers, as the aggregators will, and the differences are shrunk until it holds.
 */
public final class Quantizer {

  /** Rounding can lift the norm over the bound; each further attempt gives up at least this. */
  private static final double STEP = 0.999;

  private final List<Integer> scales;
  private final int maxScale;
  private final Unsigned128 bound;

  /** Takes a round's scales, one per tensor in file order, and its norm bound. */
  public Quantizer(List<Integer> scales, Unsigned128 bound) {
    this.scales = List.copyOf(scales);
    this.maxScale = Dagg1.maxScale(scales);
    this.bound = bound;
  }

  /**
   * Encodes local − base. Time grows with the number of parameters; memory is 8 bytes for each.
   *
   * @param base one array per tensor, read-only
   * @param local the same shapes, read-only
   * @throws IllegalArgumentException if the shapes or the number of scales differ
   * @throws UnacceptableUpdateException if a difference is not finite
   */
  public Quantized encode(List<float[]> base, List<float[]> local)
      throws UnacceptableUpdateException {
    List<float[]> differences = differences(base, local);
    double limit = Math.sqrt(bound.toBigInteger().doubleValue());
    double length = length(differences);
    double shrink = length > limit ? limit / length : 1;
    while (true) {
      List<int[]> quanta = quanta(differences, shrink);
      Unsigned128 norm = norm(quanta);
      if (norm.compareTo(bound) <= 0) {
        return new Quantized(quanta, shrink, norm);
      }
      shrink *= Math.min(STEP, limit / Math.sqrt(norm.toBigInteger().doubleValue()));
    }
  }

  private List<float[]> differences(List<float[]> base, List<float[]> local)
      throws UnacceptableUpdateException {
    if (base.size() != scales.size() || local.size() != scales.size()) {
      throw new IllegalArgumentException(
          scales.size() + " scales, " + base.size() + " and " + local.size() + " tensors");
    }
    List<float[]> differences = new ArrayList<>();
    for (int tensor = 0; tensor < scales.size(); tensor++) {
      differences.add(difference(tensor, base.get(tensor), local.get(tensor)));
    }
    return differences;
  }

  private static float[] difference(int tensor, float[] base, float[] local)
      throws UnacceptableUpdateException {
    if (base.length != local.length) {
      throw new IllegalArgumentException(
          "tensor " + tensor + " has " + local.length + " elements, not " + base.length);
    }
    float[] difference = new float[base.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = local[i] - base[i];
      if (!Float.isFinite(difference[i])) {
        throw new UnacceptableUpdateException(
            Reason.NOT_FINITE, "element " + i + " of tensor " + tensor);
      }
    }
    return difference;
  }

  /** The Euclidean length in units of 2^−maxScale. */
  private double length(List<float[]> differences) {
    double squares = 0;
    for (float[] difference : differences) {
      for (float value : difference) {
        squares += (double) value * value;
      }
    }
    return Math.scalb(Math.sqrt(squares), maxScale);
  }

  private List<int[]> quanta(List<float[]> differences, double shrink) {
    List<int[]> quanta = new ArrayList<>();
    for (int tensor = 0; tensor < differences.size(); tensor++) {
      double unit = Math.scalb(shrink, scales.get(tensor));
      float[] difference = differences.get(tensor);
      int[] values = new int[difference.length];
      for (int i = 0; i < values.length; i++) {
        double rounded = Math.rint(difference[i] * unit);
        values[i] = (int) Math.clamp(rounded, -Dagg1.MAX_QUANTUM, Dagg1.MAX_QUANTUM);
      }
      quanta.add(values);
    }
    return quanta;
  }

  private Unsigned128 norm(List<int[]> quanta) throws UnacceptableUpdateException {
    UpdateNorm norm = new UpdateNorm(maxScale);
    for (int tensor = 0; tensor < quanta.size(); tensor++) {
      norm.add(quanta.get(tensor), quanta.get(tensor).length, scales.get(tensor));
    }
    return norm.value();
  }
}
