package io.commonweight.sdk.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Looks for values that are no finite numbers, which poison every mean they enter. The safetensors
 * format itself does not look at values.
 *
 * <p>Time O(bytes of float tensors); memory 1 MB.
 */
public final class FiniteCheck {

  private static final int WINDOW_ELEMENTS = 1 << 17;

  private FiniteCheck() {}

  /**
   * Finds the first value, in the order of the data, that is a NaN or an infinity.
   *
   * @return where it is, in words; empty if all values are finite
   * @throws SafetensorsException if a tensor is of an 8-bit float type, which is not looked into
   */
  public static Optional<String> firstNonFinite(TensorData data) throws IOException {
    for (TensorInfo tensor : data.header().tensors()) {
      Optional<String> found = firstNonFinite(data, tensor);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> firstNonFinite(TensorData data, TensorInfo tensor)
      throws IOException {
    if (!isFloat(tensor)) {
      return Optional.empty();
    }
    for (long first = 0; first < tensor.elements(); first += WINDOW_ELEMENTS) {
      int count = (int) Math.min(WINDOW_ELEMENTS, tensor.elements() - first);
      ByteBuffer window = data.read(tensor, tensor.dtype(), first, count);
      for (int i = 0; i < count; i++) {
        if (!isFinite(window, tensor.dtype(), i)) {
          return Optional.of("tensor " + tensor.name() + " element " + (first + i));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isFloat(TensorInfo tensor) throws SafetensorsException {
    return switch (tensor.dtype()) {
      case F16, BF16, F32, F64 -> true;
      case BOOL, U8, I8, I16, U16, I32, U32, I64, U64 -> false;
      case F8_E4M3, F8_E5M2 ->
          throw new SafetensorsException(
              "tensor " + tensor.name() + " is " + tensor.dtype() + ": convert it to BF16 or F32");
    };
  }

  private static boolean isFinite(ByteBuffer values, Dtype dtype, int i) {
    return switch (dtype) {
      case F16 -> Float.isFinite(Float.float16ToFloat(values.getShort(2 * i)));
      case BF16 -> Float.isFinite(Float.intBitsToFloat(values.getShort(2 * i) << Short.SIZE));
      case F32 -> Float.isFinite(values.getFloat(4 * i));
      case F64 -> Double.isFinite(values.getDouble(8 * i));
      case BOOL, U8, I8, F8_E4M3, F8_E5M2, I16, U16, I32, U32, I64, U64 -> true;
    };
  }
}
