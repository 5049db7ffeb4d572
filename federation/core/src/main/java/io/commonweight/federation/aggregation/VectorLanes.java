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

  /** Copies whole vectors of shorts as doubles and says how many values that were. */
  static int toDoubles(MemorySegment values, int from, double[] to, int at, int count) {
    int bound = DOUBLES.loopBound(count);
    // A loop that begins at the beginning of a segment has its bounds checked once.
    MemorySegment some = values.asSlice((long) from * Short.BYTES, (long) bound * Short.BYTES);
    for (int i = 0; i < bound; i += DOUBLES.length()) {
      int offset = i * Short.BYTES;
      ShortVector shorts =
          ShortVector.fromMemorySegment(FEW_SHORTS, some, offset, ByteOrder.LITTLE_ENDIAN);
      ((DoubleVector) shorts.convertShape(VectorOperators.S2D, DOUBLES, 0)).intoArray(to, at + i);
    }
    return bound;
  }

  /** How many sums {@link #addProducts} keeps of each product. */
  static int doubleLanes() {
    return DOUBLES.length();
  }

  /** Four rows with four at a time, so that each value that is loaded serves four times. */
  static void addProducts(double[] rows, int count, int tile, double[] sums) {
    for (int i = 0; i < count; i += Lanes.BLOCK) {
      for (int j = i; j < count; j += Lanes.BLOCK) {
        addBlock(rows, i, j, count, tile, sums);
      }
    }
  }

  private static void addBlock(double[] rows, int i, int j, int count, int tile, double[] sums) {
    int a = i * tile;
    int b = j * tile;
    int row = count * DOUBLES.length();
    int at0 = i * row + j * DOUBLES.length();
    int at1 = at0 + row;
    int at2 = at1 + row;
    int at3 = at2 + row;
    DoubleVector sum00 = DoubleVector.fromArray(DOUBLES, sums, at0);
    DoubleVector sum01 = DoubleVector.fromArray(DOUBLES, sums, at0 + DOUBLES.length());
    DoubleVector sum02 = DoubleVector.fromArray(DOUBLES, sums, at0 + 2 * DOUBLES.length());
    DoubleVector sum03 = DoubleVector.fromArray(DOUBLES, sums, at0 + 3 * DOUBLES.length());
    DoubleVector sum10 = DoubleVector.fromArray(DOUBLES, sums, at1);
    DoubleVector sum11 = DoubleVector.fromArray(DOUBLES, sums, at1 + DOUBLES.length());
    DoubleVector sum12 = DoubleVector.fromArray(DOUBLES, sums, at1 + 2 * DOUBLES.length());
    DoubleVector sum13 = DoubleVector.fromArray(DOUBLES, sums, at1 + 3 * DOUBLES.length());
    DoubleVector sum20 = DoubleVector.fromArray(DOUBLES, sums, at2);
    DoubleVector sum21 = DoubleVector.fromArray(DOUBLES, sums, at2 + DOUBLES.length());
    DoubleVector sum22 = DoubleVector.fromArray(DOUBLES, sums, at2 + 2 * DOUBLES.length());
    DoubleVector sum23 = DoubleVector.fromArray(DOUBLES, sums, at2 + 3 * DOUBLES.length());
    DoubleVector sum30 = DoubleVector.fromArray(DOUBLES, sums, at3);
    DoubleVector sum31 = DoubleVector.fromArray(DOUBLES, sums, at3 + DOUBLES.length());
    DoubleVector sum32 = DoubleVector.fromArray(DOUBLES, sums, at3 + 2 * DOUBLES.length());
    DoubleVector sum33 = DoubleVector.fromArray(DOUBLES, sums, at3 + 3 * DOUBLES.length());
    for (int k = 0; k < tile; k += DOUBLES.length()) {
      DoubleVector y0 = DoubleVector.fromArray(DOUBLES, rows, b + k);
      DoubleVector y1 = DoubleVector.fromArray(DOUBLES, rows, b + tile + k);
      DoubleVector y2 = DoubleVector.fromArray(DOUBLES, rows, b + 2 * tile + k);
      DoubleVector y3 = DoubleVector.fromArray(DOUBLES, rows, b + 3 * tile + k);
      DoubleVector x0 = DoubleVector.fromArray(DOUBLES, rows, a + k);
      sum00 = sum00.add(x0.mul(y0));
      sum01 = sum01.add(x0.mul(y1));
      sum02 = sum02.add(x0.mul(y2));
      sum03 = sum03.add(x0.mul(y3));
      DoubleVector x1 = DoubleVector.fromArray(DOUBLES, rows, a + tile + k);
      sum10 = sum10.add(x1.mul(y0));
      sum11 = sum11.add(x1.mul(y1));
      sum12 = sum12.add(x1.mul(y2));
      sum13 = sum13.add(x1.mul(y3));
      DoubleVector x2 = DoubleVector.fromArray(DOUBLES, rows, a + 2 * tile + k);
      sum20 = sum20.add(x2.mul(y0));
      sum21 = sum21.add(x2.mul(y1));
      sum22 = sum22.add(x2.mul(y2));
      sum23 = sum23.add(x2.mul(y3));
      DoubleVector x3 = DoubleVector.fromArray(DOUBLES, rows, a + 3 * tile + k);
      sum30 = sum30.add(x3.mul(y0));
      sum31 = sum31.add(x3.mul(y1));
      sum32 = sum32.add(x3.mul(y2));
      sum33 = sum33.add(x3.mul(y3));
    }
    sum00.intoArray(sums, at0);
    sum01.intoArray(sums, at0 + DOUBLES.length());
    sum02.intoArray(sums, at0 + 2 * DOUBLES.length());
    sum03.intoArray(sums, at0 + 3 * DOUBLES.length());
    sum10.intoArray(sums, at1);
    sum11.intoArray(sums, at1 + DOUBLES.length());
    sum12.intoArray(sums, at1 + 2 * DOUBLES.length());
    sum13.intoArray(sums, at1 + 3 * DOUBLES.length());
    sum20.intoArray(sums, at2);
    sum21.intoArray(sums, at2 + DOUBLES.length());
    sum22.intoArray(sums, at2 + 2 * DOUBLES.length());
    sum23.intoArray(sums, at2 + 3 * DOUBLES.length());
    sum30.intoArray(sums, at3);
    sum31.intoArray(sums, at3 + DOUBLES.length());
    sum32.intoArray(sums, at3 + 2 * DOUBLES.length());
    sum33.intoArray(sums, at3 + 3 * DOUBLES.length());
  }
}
