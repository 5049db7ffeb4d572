package io.commonweight.trainer.data;

import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.List;

/**
 * A table of float32 values, one row per frame and one named column per dimension.
 *
 * @param names column names, distinct
 * @param rows number of frames, at least 0
 * @param values {@code rows * names.size()} finite or non-finite values, row-major, read-only
 */
public record Frames(List<String> names, int rows, FloatBuffer values) {
  public Frames {
    names = List.copyOf(names);
    if (new HashSet<>(names).size() != names.size()) {
      throw new IllegalArgumentException("Column names repeat: " + names);
    }
    if ((long) rows * names.size() != values.remaining()) {
      throw new IllegalArgumentException(
          "%d rows of %d columns do not fit %d values"
              .formatted(rows, names.size(), values.remaining()));
    }
    values = values.slice().asReadOnlyBuffer();
  }

  /** Copies row-major values into a table. */
  public static Frames of(List<String> names, float[] values) {
    int rows = names.isEmpty() ? 0 : values.length / names.size();
    return new Frames(names, rows, FloatBuffer.wrap(values.clone()));
  }

  /** The value of one frame in one column; indices as in the row-major layout. */
  public float at(int row, int column) {
    return values.get(row * names.size() + column);
  }

  /**
   * The position of a column.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public int column(String name) {
    int column = names.indexOf(name);
    if (column < 0) {
      throw new IllegalArgumentException("No column " + name + " among " + names);
    }
    return column;
  }

  /** A freshly allocated copy of one frame, of length {@code names().size()}. */
  public float[] row(int row) {
    float[] copy = new float[names.size()];
    values.get(row * names.size(), copy);
    return copy;
  }
}
