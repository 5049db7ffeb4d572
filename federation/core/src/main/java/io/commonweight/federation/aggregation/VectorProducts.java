package io.commonweight.federation.aggregation;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inner products with the Vector API: four rows with four at a time, so that each value that is
 * loaded serves four times. On the diagonal only ten of sixteen products are wanted.
 */
final class VectorProducts {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  /** Whether the processor has fused multiply-add; HotSpot without it takes big decimals. */
  private static final boolean HAS_FMA = hasFma();

  private VectorProducts() {}

  private static boolean hasFma() {
    try {
      return Boolean.parseBoolean(
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
              .getVMOption("UseFMA")
              .getValue());
    } catch (IllegalArgumentException _) { // another virtual machine
      return false;
    }
  }

  /** How many sums {@link #add} keeps of each product. */
  static int lanes() {
    return DOUBLES.length();
  }

  /** As {@link Lanes#addProducts}. */
  static void add(double[] rows, int count, int tile, double[] sums) {
    for (int i = 0; i < count; i += Lanes.BLOCK) {
      addTriangle(rows, i, count, tile, sums);
      for (int j = i + Lanes.BLOCK; j < count; j += Lanes.BLOCK) {
        addBlock(rows, i, j, count, tile, sums);
      }
    }
  }

  /** x · y + sum; of integers below 2^53 both ways give the same. */
  private static DoubleVector plus(DoubleVector x, DoubleVector y, DoubleVector sum) {
    return HAS_FMA ? x.fma(y, sum) : x.mul(y).add(sum);
  }

  /** The products of four rows with themselves and with those after them. */
  private static void addTriangle(double[] rows, int i, int count, int tile, double[] sums) {
    int b = i * tile;
    int row = count * DOUBLES.length();
    int at0 = i * row + i * DOUBLES.length();
    int at1 = at0 + row;
    int at2 = at1 + row;
    int at3 = at2 + row;
    DoubleVector sum00 = DoubleVector.fromArray(DOUBLES, sums, at0);
    DoubleVector sum01 = DoubleVector.fromArray(DOUBLES, sums, at0 + DOUBLES.length());
    DoubleVector sum02 = DoubleVector.fromArray(DOUBLES, sums, at0 + 2 * DOUBLES.length());
    DoubleVector sum03 = DoubleVector.fromArray(DOUBLES, sums, at0 + 3 * DOUBLES.length());
    DoubleVector sum11 = DoubleVector.fromArray(DOUBLES, sums, at1 + DOUBLES.length());
    DoubleVector sum12 = DoubleVector.fromArray(DOUBLES, sums, at1 + 2 * DOUBLES.length());
    DoubleVector sum13 = DoubleVector.fromArray(DOUBLES, sums, at1 + 3 * DOUBLES.length());
    DoubleVector sum22 = DoubleVector.fromArray(DOUBLES, sums, at2 + 2 * DOUBLES.length());
    DoubleVector sum23 = DoubleVector.fromArray(DOUBLES, sums, at2 + 3 * DOUBLES.length());
    DoubleVector sum33 = DoubleVector.fromArray(DOUBLES, sums, at3 + 3 * DOUBLES.length());
    for (int k = 0; k < tile; k += DOUBLES.length()) {
      DoubleVector y0 = DoubleVector.fromArray(DOUBLES, rows, b + k);
      DoubleVector y1 = DoubleVector.fromArray(DOUBLES, rows, b + tile + k);
      DoubleVector y2 = DoubleVector.fromArray(DOUBLES, rows, b + 2 * tile + k);
      DoubleVector y3 = DoubleVector.fromArray(DOUBLES, rows, b + 3 * tile + k);
      sum00 = plus(y0, y0, sum00);
      sum01 = plus(y0, y1, sum01);
      sum02 = plus(y0, y2, sum02);
      sum03 = plus(y0, y3, sum03);
      sum11 = plus(y1, y1, sum11);
      sum12 = plus(y1, y2, sum12);
      sum13 = plus(y1, y3, sum13);
      sum22 = plus(y2, y2, sum22);
      sum23 = plus(y2, y3, sum23);
      sum33 = plus(y3, y3, sum33);
    }
    sum00.intoArray(sums, at0);
    sum01.intoArray(sums, at0 + DOUBLES.length());
    sum02.intoArray(sums, at0 + 2 * DOUBLES.length());
    sum03.intoArray(sums, at0 + 3 * DOUBLES.length());
    sum11.intoArray(sums, at1 + DOUBLES.length());
    sum12.intoArray(sums, at1 + 2 * DOUBLES.length());
    sum13.intoArray(sums, at1 + 3 * DOUBLES.length());
    sum22.intoArray(sums, at2 + 2 * DOUBLES.length());
    sum23.intoArray(sums, at2 + 3 * DOUBLES.length());
    sum33.intoArray(sums, at3 + 3 * DOUBLES.length());
  }

  /** The products of four rows with four others. */
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
      sum00 = plus(x0, y0, sum00);
      sum01 = plus(x0, y1, sum01);
      sum02 = plus(x0, y2, sum02);
      sum03 = plus(x0, y3, sum03);
      DoubleVector x1 = DoubleVector.fromArray(DOUBLES, rows, a + tile + k);
      sum10 = plus(x1, y0, sum10);
      sum11 = plus(x1, y1, sum11);
      sum12 = plus(x1, y2, sum12);
      sum13 = plus(x1, y3, sum13);
      DoubleVector x2 = DoubleVector.fromArray(DOUBLES, rows, a + 2 * tile + k);
      sum20 = plus(x2, y0, sum20);
      sum21 = plus(x2, y1, sum21);
      sum22 = plus(x2, y2, sum22);
      sum23 = plus(x2, y3, sum23);
      DoubleVector x3 = DoubleVector.fromArray(DOUBLES, rows, a + 3 * tile + k);
      sum30 = plus(x3, y0, sum30);
      sum31 = plus(x3, y1, sum31);
      sum32 = plus(x3, y2, sum32);
      sum33 = plus(x3, y3, sum33);
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
