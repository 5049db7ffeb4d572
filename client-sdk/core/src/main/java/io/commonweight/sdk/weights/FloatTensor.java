package io.commonweight.sdk.weights;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * A tensor of single precision floats in memory.
 *
 * @param shape length of each dimension
 * @param values in row-major order, as many as the shape asks for; read-only, from position 0
 */
public record FloatTensor(List<Long> shape, FloatBuffer values) {

  /**
   * Makes a read-only view of the values.
   *
   * @throws IllegalArgumentException if their number is not that of the shape
   */
  public FloatTensor {
    shape = List.copyOf(shape);
    values = values.slice().asReadOnlyBuffer();
    TensorInfo fits = TensorInfo.at(0, "tensor", Dtype.F32, shape);
    if (fits.elements() != values.remaining()) {
      throw new IllegalArgumentException(values.remaining() + " values for shape " + shape);
    }
  }

  /** A tensor of the values given. */
  public static FloatTensor of(List<Long> shape, float... values) {
    return new FloatTensor(shape, FloatBuffer.wrap(values.clone()));
  }

  /** The values, freshly allocated. */
  public float[] toArray() {
    float[] array = new float[values.remaining()];
    values.duplicate().get(array);
    return array;
  }
}
