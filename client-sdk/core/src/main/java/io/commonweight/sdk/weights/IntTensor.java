package io.commonweight.sdk.weights;

import java.nio.IntBuffer;
import java.util.List;

/**
 * A tensor of signed 32-bit integers in memory.
 *
 * @param shape length of each dimension
 * @param values in row-major order, as many as the shape asks for; read-only, from position 0
 */
public record IntTensor(List<Long> shape, IntBuffer values) {

  /**
   * Makes a read-only view of the values.
   *
   * @throws IllegalArgumentException if their number is not that of the shape
   */
  public IntTensor {
    shape = List.copyOf(shape);
    values = values.slice().asReadOnlyBuffer();
    TensorInfo fits = TensorInfo.at(0, "tensor", Dtype.I32, shape);
    if (fits.elements() != values.remaining()) {
      throw new IllegalArgumentException(values.remaining() + " values for shape " + shape);
    }
  }

  /** A tensor of the values given. */
  public static IntTensor of(List<Long> shape, int... values) {
    return new IntTensor(shape, IntBuffer.wrap(values.clone()));
  }

  /** The values, freshly allocated. */
  public int[] toArray() {
    int[] array = new int[values.remaining()];
    values.duplicate().get(array);
    return array;
  }
}
