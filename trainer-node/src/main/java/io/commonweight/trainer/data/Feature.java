package io.commonweight.trainer.data;

import java.util.List;

/**
 * One recorded feature as {@code meta/info.json} declares it.
 *
 * @param name the column in the data files
 * @param dtype for example {@code float32}, {@code int64} or {@code video}
 * @param shape sizes of the dimensions; one dimension of size 1 is stored as a scalar
 * @param columns one name per value of a frame, in order
 */
public record Feature(String name, String dtype, List<Integer> shape, List<String> columns) {
  public Feature {
    shape = List.copyOf(shape);
    columns = List.copyOf(columns);
  }

  /** Whether frames hold real numbers in one dimension, the only kind policies see. */
  boolean isVector() {
    return shape.size() == 1 && (dtype.equals("float32") || dtype.equals("float64"));
  }

  /** Whether the data files hold scalars rather than lists. */
  boolean isScalar() {
    return shape.equals(List.of(1));
  }
}
