package io.commonweight.federation.aggregation;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of {@link StraightMean} with the Vector API; only if {@link Lanes#canAdd} shorts, which
 * means that half a vector is one too.
 */
final class VectorMean {
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorShape HALF = VectorShape.forBitSize(INTS.vectorBitSize() / 2);
  private static final VectorSpecies<Short> HALF_SHORTS = VectorSpecies.of(short.class, HALF);
  private static final VectorSpecies<Integer> HALF_INTS = VectorSpecies.of(int.class, HALF);
  private static final VectorSpecies<Float> HALF_FLOATS = VectorSpecies.of(float.class, HALF);

  private static final int EXPONENT = 0x7f80_0000;
  private static final int EXPONENT_UNIT = 1 << 23;

  /** 1.5 · 2^52: see {@link #rounded}. */
  private static final double ROUNDER = 0x1.8p52;

  private VectorMean() {}

  /** Adds whole vectors of four weighted streams and says how many values of each that were. */
  static int add(MemorySegment[] values, long[] weights, int[] sums, int count) {
    MemorySegment a = values[0];
    MemorySegment b = values[1];
    MemorySegment c = values[2];
    MemorySegment d = values[3];
    IntVector weightA = IntVector.broadcast(INTS, weights[0]);
    IntVector weightB = IntVector.broadcast(INTS, weights[1]);
    IntVector weightC = IntVector.broadcast(INTS, weights[2]);
    IntVector weightD = IntVector.broadcast(INTS, weights[3]);
    int bound = INTS.loopBound(count);
    for (int i = 0; i < bound; i += INTS.length()) {
      int at = i * Short.BYTES;
      IntVector ab = shorts(a, at).mul(weightA).add(shorts(b, at).mul(weightB));
      IntVector cd = shorts(c, at).mul(weightC).add(shorts(d, at).mul(weightD));
      IntVector.fromArray(INTS, sums, i).add(ab.add(cd)).intoArray(sums, i);
    }
    return bound;
  }

  /** Adds whole vectors of a row and says how many values that were. */
  static int add(short[] values, int[] sums, int count) {
    int bound = INTS.loopBound(count);
    for (int i = 0; i < bound; i += INTS.length()) {
      var more =
          (IntVector)
              ShortVector.fromArray(HALF_SHORTS, values, i)
                  .convertShape(VectorOperators.S2I, INTS, 0);
      IntVector.fromArray(INTS, sums, i).add(more).intoArray(sums, i);
    }
    return bound;
  }

  private static IntVector shorts(MemorySegment values, int at) {
    return (IntVector)
        ShortVector.fromMemorySegment(HALF_SHORTS, values, at, ORDER)
            .convertShape(VectorOperators.S2I, INTS, 0);
  }

  /**
   * Adds quotients to floats, whole vectors of them, and says how many values that were.
   *
   * @throws ArithmeticException if a result is not finite
   */
  static int addQuotients(
      int[] sums, double by, double quantum, MemorySegment old, MemorySegment to, int count) {
    DoubleVector divisor = DoubleVector.broadcast(DOUBLES, by);
    IntVector carry = IntVector.zero(HALF_INTS);
    int bound = DOUBLES.loopBound(count);
    for (int i = 0; i < bound; i += DOUBLES.length()) {
      int at = i * Float.BYTES;
      IntVector sum = IntVector.fromArray(HALF_INTS, sums, i);
      FloatVector from = FloatVector.fromMemorySegment(HALF_FLOATS, old, at, ORDER);
      DoubleVector quotient =
          rounded(((DoubleVector) sum.convertShape(VectorOperators.I2D, DOUBLES, 0)).div(divisor));
      DoubleVector value =
          ((DoubleVector) from.convertShape(VectorOperators.F2D, DOUBLES, 0))
              .add(quotient.mul(quantum));
      var result = (FloatVector) value.convertShape(VectorOperators.D2F, HALF_FLOATS, 0);
      carry = carry.or(result.reinterpretAsInts().and(EXPONENT).add(EXPONENT_UNIT));
      result.intoMemorySegment(to, at, ORDER);
    }
    if (carry.reduceLanes(VectorOperators.OR) < 0) { // beyond the largest exponent is the sign
      throw NewValues.notFinite();
    }
    return bound;
  }

  /**
   * The nearest integers, ties to even, and +0 for 0: what {@link Quotient} gives. For |x| ≤ 2^51
   * the exact x + 1.5 · 2^52 is between 2^52 and 2^53, where doubles are the integers. So the
   * addition rounds it to the nearest integer, and a tie to the even one; 1.5 · 2^52 being even,
   * that is 1.5 · 2^52 + rint(x). Taking 1.5 · 2^52 away again is exact, and n − n is +0.
   */
  private static DoubleVector rounded(DoubleVector x) {
    return x.add(ROUNDER).sub(ROUNDER);
  }
}
