package io.commonweight.federation.aggregation;

import java.util.ArrayList;
import java.util.List;

/** An update's values from a list, which may be read in windows of any size. */
final class ArrayQuanta implements Quanta {
  private final List<Integer> values;
  private int position;

  ArrayQuanta(List<Integer> values) {
    this.values = values;
  }

  static List<Quanta> of(List<List<Integer>> updates, int from, int to) {
    List<Quanta> quanta = new ArrayList<>();
    updates.forEach(update -> quanta.add(new ArrayQuanta(update.subList(from, to))));
    return quanta;
  }

  @Override
  public void read(short[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = (short) (int) values.get(position++);
    }
  }

  @Override
  public void read(int[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = values.get(position++);
    }
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
