package io.commonweight.federation.aggregation;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** The loops of {@link Lanes} with the Vector API, which needs its module at run time. */
final class VectorLanes {
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

  /** Whether there are as short vectors of shorts as a vector of longs has lanes. */
  static final boolean CAN_WIDEN =
      LONGS.length() * Short.SIZE >= VectorShape.S_64_BIT.vectorBitSize();

  private static final VectorSpecies<Short> FEW_SHORTS = few(short.class, Short.SIZE);
  private static final VectorSpecies<Integer> FEW_INTS = few(int.class, Integer.SIZE);

  private VectorLanes() {}

  private static <T> VectorSpecies<T> few(Class<T> type, int bits) {
    int wanted = Math.max(VectorShape.S_64_BIT.vectorBitSize(), LONGS.length() * bits);
    return VectorSpecies.of(type, VectorShape.forBitSize(wanted));
  }

  /** Adds whole vectors of four streams of shorts and says how many values of each that were. */
  static int addShorts(MemorySegment[] values, long[] weights, long[] sums, int count) {
    MemorySegment a = values[0];
    MemorySegment b = values[1];
    MemorySegment c = values[2];
    MemorySegment d = values[3];
    LongVector weightA = LongVector.broadcast(LONGS, weights[0]);
    LongVector weightB = LongVector.broadcast(LONGS, weights[1]);
    LongVector weightC = LongVector.broadcast(LONGS, weights[2]);
    LongVector weightD = LongVector.broadcast(LONGS, weights[3]);
    int bound = LONGS.loopBound(count);
    for (int i = 0; i < bound; i += LONGS.length()) {
      int at = i * Short.BYTES;
      LongVector ab = shorts(a, at).mul(weightA).add(shorts(b, at).mul(weightB));
      LongVector cd = shorts(c, at).mul(weightC).add(shorts(d, at).mul(weightD));
      LongVector.fromArray(LONGS, sums, i).add(ab.add(cd)).intoArray(sums, i);
    }
    return bound;
  }

  /**
   * The same of ints. HotSpot makes vector instructions only of species that are constants, so the
   * two are not one method with the species as its argument.
   */
  static int addInts(MemorySegment[] values, long[] weights, long[] sums, int count) {
    MemorySegment a = values[0];
    MemorySegment b = values[1];
    MemorySegment c = values[2];
    MemorySegment d = values[3];
    LongVector weightA = LongVector.broadcast(LONGS, weights[0]);
    LongVector weightB = LongVector.broadcast(LONGS, weights[1]);
    LongVector weightC = LongVector.broadcast(LONGS, weights[2]);
    LongVector weightD = LongVector.broadcast(LONGS, weights[3]);
    int bound = LONGS.loopBound(count);
    for (int i = 0; i < bound; i += LONGS.length()) {
      int at = i * Integer.BYTES;
      LongVector ab = ints(a, at).mul(weightA).add(ints(b, at).mul(weightB));
      LongVector cd = ints(c, at).mul(weightC).add(ints(d, at).mul(weightD));
      LongVector.fromArray(LONGS, sums, i).add(ab.add(cd)).intoArray(sums, i);
    }
    return bound;
  }

  private static LongVector shorts(MemorySegment values, int at) {
    return (LongVector)
        ShortVector.fromMemorySegment(FEW_SHORTS, values, at, ByteOrder.LITTLE_ENDIAN)
            .convertShape(VectorOperators.S2L, LONGS, 0);
  }

  private static LongVector ints(MemorySegment values, int at) {
    return (LongVector)
        IntVector.fromMemorySegment(FEW_INTS, values, at, ByteOrder.LITTLE_ENDIAN)
            .convertShape(VectorOperators.I2L, LONGS, 0);
  }

  /** How many values {@link #load} takes. */
  static int shortLanes() {
    return SHORTS.length();
  }

  /** A vector of values, for {@link StraightNetwork}. */
  static ShortVector load(MemorySegment values, int index) {
    return ShortVector.fromMemorySegment(
        SHORTS, values, (long) index * Short.BYTES, ByteOrder.LITTLE_ENDIAN);
  }

  /** Exchanges whole vectors and says how many values that were. */
  static int exchange(short[] low, short[] high, int count) {
    int bound = SHORTS.loopBound(count);
    for (int i = 0; i < bound; i += SHORTS.length()) {
      ShortVector a = ShortVector.fromArray(SHORTS, low, i);
      ShortVector b = ShortVector.fromArray(SHORTS, high, i);
      a.min(b).intoArray(low, i);
      a.max(b).intoArray(high, i);
    }
    return bound;
  }

  /** Copies whole vectors of four streams as doubles and says how many values of each that were. */
  static int toDoubles(MemorySegment[] values, int first, double[] to, int row, int count) {
    MemorySegment a = values[first];
    MemorySegment b = values[first + 1];
    MemorySegment c = values[first + 2];
    MemorySegment d = values[first + 3];
    int at0 = first * row;
    int at1 = at0 + row;
    int at2 = at1 + row;
    int at3 = at2 + row;
    int bound = DOUBLES.loopBound(count);
    for (int i = 0; i < bound; i += DOUBLES.length()) {
      int at = i * Short.BYTES;
      doubles(a, at).intoArray(to, at0 + i);
      doubles(b, at).intoArray(to, at1 + i);
      doubles(c, at).intoArray(to, at2 + i);
      doubles(d, at).intoArray(to, at3 + i);
    }
    return bound;
  }

  private static DoubleVector doubles(MemorySegment values, int at) {
    return (DoubleVector)
        ShortVector.fromMemorySegment(FEW_SHORTS, values, at, ByteOrder.LITTLE_ENDIAN)
            .convertShape(VectorOperators.S2D, DOUBLES, 0);
  }
}
