package io.commonweight.federation.aggregation;

import io.commonweight.federation.aggregation.UnacceptableUpdateException.Reason;
import io.commonweight.sdk.statement.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Turns a node's trained parameters into the integers of {@code dagg/1}: δ · 2^scale rounded and
 * clamped to what the encoding holds, where δ = local − base in f32. The bound is checked on the
 * integers, as the aggregators will, and the differences are shrunk until it holds.
 */
public final class Quantizer {

  /** Rounding can lift the norm over the bound; each further attempt gives up at least this. */
  private static final double STEP = 0.999;

  private final List<Integer> scales;
  private final int maxScale;
  private final int maxQuantum;
  private final Unsigned128 bound;

  /**
   * Takes the rules of a round.
   *
   * @param scales one per tensor in file order
   * @param encoding how wide the integers are
   * @param bound the largest norm
   */
  public Quantizer(List<Integer> scales, Encoding encoding, Unsigned128 bound) {
    this.scales = List.copyOf(scales);
    this.maxScale = Dagg1.maxScale(scales);
    this.maxQuantum = encoding.maxQuantum();
    this.bound = bound;
  }

  /**
   * Encodes local − base. Time grows with the number of parameters; memory is 12 bytes for each.
   *
   * @param base one array per tensor, read-only
   * @param local the same shapes, read-only
   * @param rounding how integers are made
   * @throws IllegalArgumentException if the shapes or the number of scales differ
   * @throws UnacceptableUpdateException if a difference is not finite
   */
  public Quantized encode(List<float[]> base, List<float[]> local, Rounding rounding)
      throws UnacceptableUpdateException {
    List<float[]> differences = differences(base, local);
    if (rounding instanceof Rounding.Stochastic(var _, List<float[]> carried)
        && !carried.isEmpty()) {
      add(carried, differences);
    }
    double limit = Math.sqrt(bound.toBigInteger().doubleValue());
    double length = length(differences);
    double shrink = length > limit ? limit / length : 1;
    while (true) {
      List<int[]> quanta = quanta(differences, shrink, rounding);
      Unsigned128 norm = norm(quanta);
      if (norm.compareTo(bound) <= 0) {
        return new Quantized(quanta, shrink, norm, left(differences, shrink, quanta));
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

  private List<int[]> quanta(List<float[]> differences, double shrink, Rounding rounding) {
    List<int[]> quanta = new ArrayList<>();
    for (int tensor = 0; tensor < differences.size(); tensor++) {
      double unit = Math.scalb(shrink, scales.get(tensor));
      float[] difference = differences.get(tensor);
      int[] values = new int[difference.length];
      for (int i = 0; i < values.length; i++) {
        double rounded = round(difference[i] * unit, rounding);
        values[i] = (int) Math.clamp(rounded, -maxQuantum, maxQuantum);
      }
      quanta.add(values);
    }
    return quanta;
  }

  private static double round(double value, Rounding rounding) {
    return switch (rounding) {
      case Rounding.Nearest _ -> Math.rint(value);
      case Rounding.Stochastic(RandomGenerator random, var _) ->
          Math.floor(value + random.nextDouble());
    };
  }

  private List<float[]> left(List<float[]> differences, double shrink, List<int[]> quanta) {
    List<float[]> left = new ArrayList<>();
    for (int tensor = 0; tensor < quanta.size(); tensor++) {
      double quantum = Math.scalb(1.0, -scales.get(tensor));
      float[] rest = differences.get(tensor).clone();
      for (int i = 0; i < rest.length; i++) {
        rest[i] = (float) (rest[i] * shrink - quanta.get(tensor)[i] * quantum);
      }
      left.add(rest);
    }
    return left;
  }

  /** Adds what was carried to the differences, in place. */
  private static void add(List<float[]> carried, List<float[]> differences)
      throws UnacceptableUpdateException {
    for (int tensor = 0; tensor < differences.size(); tensor++) {
      float[] difference = differences.get(tensor);
      float[] rest = carried.get(tensor);
      if (rest.length != difference.length) {
        throw new IllegalArgumentException(
            "tensor %d carries %d elements, not %d"
                .formatted(tensor, rest.length, difference.length));
      }
      for (int i = 0; i < rest.length; i++) {
        difference[i] += rest[i];
        if (!Float.isFinite(difference[i])) {
          throw new UnacceptableUpdateException(
              Reason.NOT_FINITE,
              "element " + i + " of tensor " + tensor + " with what was carried");
        }
      }
    }
  }

  private Unsigned128 norm(List<int[]> quanta) throws UnacceptableUpdateException {
    UpdateNorm norm = new UpdateNorm(maxScale, maxQuantum);
    for (int tensor = 0; tensor < quanta.size(); tensor++) {
      norm.add(quanta.get(tensor), quanta.get(tensor).length, scales.get(tensor));
    }
    return norm.value();
  }
}
