package io.commonweight.trainer.policy;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * A named float32 tensor.
 *
 * @param name unique within a policy
 * @param shape sizes of the dimensions, each at least 1
 * @param values row-major values, read-only, as many as the shape holds
 */
public record Tensor(String name, List<Integer> shape, FloatBuffer values) {
  public Tensor {
    shape = List.copyOf(shape);
    int size = shape.stream().reduce(1, Math::multiplyExact);
    if (size != values.remaining()) {
      throw new IllegalArgumentException(
          "Tensor %s of shape %s needs %d values, not %d"
              .formatted(name, shape, size, values.remaining()));
    }
    values = values.slice().asReadOnlyBuffer();
  }

  /** Copies row-major values into a tensor. */
  public static Tensor of(String name, List<Integer> shape, float[] values) {
    return new Tensor(name, shape, FloatBuffer.wrap(values.clone()));
  }

  /** A freshly allocated copy of the values. */
  public float[] toArray() {
    float[] copy = new float[values.remaining()];
    values.get(0, copy);
    return copy;
  }

  /** Whether every value is finite. */
  public boolean isFinite() {
    for (int i = 0; i < values.limit(); i++) {
      if (!Float.isFinite(values.get(i))) {
        return false;
      }
    }
    return true;
  }
}
