package io.commonweight.sdk.weights;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a header says of one tensor. Elements are little endian, in row-major order.
 *
 * @param name 1 to 255 of {@code A-Z a-z 0-9 _ . - /}
 * @param dtype type of the elements
 * @param shape length of each dimension, at most 8 of them; none for a single element
 * @param begin first byte, counted from the begin of the data
 * @param end byte after the last; {@code end - begin} is exactly the size of the elements
 */
public record TensorInfo(String name, Dtype dtype, List<Long> shape, long begin, long end) {

  /** Most dimensions of a tensor. */
  public static final int MAX_RANK = 8;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.\\-/]{1,255}");

  /**
   * Checks that the parts fit together.
   *
   * @throws IllegalArgumentException if they do not
   */
  public TensorInfo {
    shape = List.copyOf(shape);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a tensor's name outside " + NAME);
    }
    long bytes = bytes(name, dtype, shape);
    if (begin < 0 || end < begin || end - begin != bytes) {
      throw new IllegalArgumentException(
          "tensor " + name + " has " + bytes + " bytes, not those from " + begin + " to " + end);
    }
  }

  /** The tensor of a type and shape that begins at a byte. */
  public static TensorInfo at(long begin, String name, Dtype dtype, List<Long> shape) {
    long end = Math.addExact(begin, bytes(name, dtype, shape));
    return new TensorInfo(name, dtype, shape, begin, end);
  }

  /** Number of elements: the product of the shape. */
  public long elements() {
    return (end - begin) / dtype.bytes();
  }

  private static long bytes(String name, Dtype dtype, List<Long> shape) {
    if (shape.size() > MAX_RANK) {
      throw new IllegalArgumentException("tensor " + name + " has " + shape.size() + " dimensions");
    }
    try {
      long bytes = dtype.bytes();
      for (long length : shape) {
        if (length < 0) {
          throw new IllegalArgumentException("tensor " + name + " has a negative dimension");
        }
        bytes = Math.multiplyExact(bytes, length);
      }
      return bytes;
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("the shape of tensor " + name + " overflows", e);
    }
  }
}
