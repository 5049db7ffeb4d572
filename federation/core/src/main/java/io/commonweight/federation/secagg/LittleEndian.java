package io.commonweight.federation.secagg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Elements of one to eight bytes, the least significant first. */
final class LittleEndian {
  /** Four bytes at once, the width that most rounds have. */
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  static long read(byte[] bytes, int from, int width) {
    if (width == Integer.BYTES) {
      return (int) INT.get(bytes, from) & 0xffffffffL;
    }
    if (width == Long.BYTES) {
      return (long) LONG.get(bytes, from);
    }
    long value = 0;
    for (int i = width - 1; i >= 0; i--) {
      value = (value << Byte.SIZE) | (bytes[from + i] & 0xffL);
    }
    return value;
  }

  static void write(long value, byte[] bytes, int from, int width) {
    for (int i = 0; i < width; i++) {
      bytes[from + i] = (byte) (value >>> (Byte.SIZE * i));
    }
  }
}
