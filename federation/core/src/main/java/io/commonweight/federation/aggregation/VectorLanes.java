package io.commonweight.federation.aggregation;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The loops of {@link Lanes} with the Vector API, which needs its module at run time. */
final class VectorLanes {
  private static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

  private VectorLanes() {}

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

  /** Two rows with two at a time, so that each value that is loaded serves twice. */
  static void addProducts(double[] rows, int count, long[] products) {
    for (int i = 0; i < count; i += 2) {
      for (int j = i; j < count; j += 2) {
        addBlock(rows, i, j, count, products);
      }
    }
  }

  private static void addBlock(double[] rows, int i, int j, int count, long[] products) {
    int a = i * GramPass.TILE;
    int b = j * GramPass.TILE;
    DoubleVector sum00 = DoubleVector.zero(DOUBLES);
    DoubleVector sum01 = sum00;
    DoubleVector sum10 = sum00;
    DoubleVector sum11 = sum00;
    for (int k = 0; k < GramPass.TILE; k += DOUBLES.length()) {
      DoubleVector x0 = DoubleVector.fromArray(DOUBLES, rows, a + k);
      DoubleVector x1 = DoubleVector.fromArray(DOUBLES, rows, a + GramPass.TILE + k);
      DoubleVector y0 = DoubleVector.fromArray(DOUBLES, rows, b + k);
      DoubleVector y1 = DoubleVector.fromArray(DOUBLES, rows, b + GramPass.TILE + k);
      sum00 = sum00.add(x0.mul(y0));
      sum01 = sum01.add(x0.mul(y1));
      sum10 = sum10.add(x1.mul(y0));
      sum11 = sum11.add(x1.mul(y1));
    }
    add(sum00, i, j, count, products);
    add(sum01, i, j + 1, count, products);
    add(sum10, i + 1, j, count, products);
    add(sum11, i + 1, j + 1, count, products);
  }

  /** Lanes are integers below 2^53: each becomes a long exactly, and longs add in any order. */
  private static void add(DoubleVector sum, int i, int j, int count, long[] products) {
    if (i <= j && j < count) {
      LongVector exact = (LongVector) sum.convertShape(VectorOperators.D2L, LONGS, 0);
      products[Gram.index(count, i, j)] += exact.reduceLanes(VectorOperators.ADD);
    }
  }
}
