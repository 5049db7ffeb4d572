package io.commonweight.sdk.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.function.IntUnaryOperator;

/**
 * Reads windows of tensors from a file whose header was read before.
 *
 * <p>Not thread-safe: it moves the position of the channel, which stays the caller's to close.
 *
 * @param file the safetensors file
 * @param header its header
 */
public record TensorData(SeekableByteChannel file, SafetensorsHeader header) {

  /** Reads the header and gives access to the data behind it. */
  public static TensorData open(SeekableByteChannel file) throws IOException {
    return new TensorData(file, SafetensorsHeader.read(file));
  }

  /**
   * Reads elements of an F32 tensor.
   *
   * @param first index of the first element, row-major
   * @param count how many; at most 2^29
   * @return freshly allocated, from position 0
   * @throws IllegalArgumentException if the tensor has no such elements or is of another type
   */
  public FloatBuffer floats(TensorInfo tensor, long first, int count) throws IOException {
    return read(tensor, Dtype.F32, first, count).asFloatBuffer();
  }

  /**
   * Reads elements of an I8, I16 or I32 tensor.
   *
   * @param first index of the first element, row-major
   * @param count how many; at most 2^29
   * @return freshly allocated, from position 0
   * @throws IllegalArgumentException if the tensor has no such elements or is of another type
   */
  public IntBuffer ints(TensorInfo tensor, long first, int count) throws IOException {
    ByteBuffer bytes = read(tensor, tensor.dtype(), first, count);
    return switch (tensor.dtype()) {
      case I32 -> bytes.asIntBuffer();
      case I16 -> widened(count, i -> bytes.getShort(2 * i));
      case I8 -> widened(count, bytes::get);
      case BOOL, U8, F8_E4M3, F8_E5M2, U16, F16, BF16, U32, F32, I64, U64, F64 ->
          throw new IllegalArgumentException(
              "tensor " + tensor.name() + " is " + tensor.dtype() + ", no signed integer");
    };
  }

  private static IntBuffer widened(int count, IntUnaryOperator element) {
    IntBuffer ints = IntBuffer.allocate(count);
    for (int i = 0; i < count; i++) {
      ints.put(i, element.applyAsInt(i));
    }
    return ints;
  }

  /** Reads elements as little-endian bytes, from position 0. */
  ByteBuffer read(TensorInfo tensor, Dtype dtype, long first, int count) throws IOException {
    if (tensor.dtype() != dtype) {
      throw new IllegalArgumentException(
          "tensor " + tensor.name() + " is " + tensor.dtype() + ", not " + dtype);
    }
    if (first < 0 || count < 0 || first > tensor.elements() - count) {
      throw new IllegalArgumentException(
          count + " elements of tensor " + tensor.name() + " from " + first);
    }
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(count, dtype.bytes()));
    file.position(header.dataOffset() + tensor.begin() + first * dtype.bytes());
    while (bytes.hasRemaining()) {
      if (file.read(bytes) < 0) {
        throw new SafetensorsException("the file ends within tensor " + tensor.name());
      }
    }
    return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
  }
}
