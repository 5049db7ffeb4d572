package io.commonweight.sdk.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads and writes whole models that fit into memory, one tensor at most 2^29 elements. */
public final class Safetensors {

  private static final Set<Dtype> INTEGERS = EnumSet.of(Dtype.I8, Dtype.I16, Dtype.I32);

  private Safetensors() {}

  /**
   * Reads a file of F32 tensors.
   *
   * @return the tensors by name
   * @throws SafetensorsException if the file breaks a rule, or a tensor is of another type or too
   *     large
   */
  public static SortedMap<String, FloatTensor> readFloats(Path path) throws IOException {
    SortedMap<String, FloatTensor> tensors = new TreeMap<>();
    try (FileChannel file = FileChannel.open(path)) {
      TensorData data = TensorData.open(file);
      for (TensorInfo t : data.header().tensors()) {
        int count = count(t, Dtype.F32);
        tensors.put(t.name(), new FloatTensor(t.shape(), data.floats(t, 0, count)));
      }
    }
    return tensors;
  }

  /**
   * Reads a file of I8, I16 or I32 tensors.
   *
   * @return the tensors by name
   * @throws SafetensorsException if the file breaks a rule, or a tensor is of another type or too
   *     large
   */
  public static SortedMap<String, IntTensor> readInts(Path path) throws IOException {
    SortedMap<String, IntTensor> tensors = new TreeMap<>();
    try (FileChannel file = FileChannel.open(path)) {
      TensorData data = TensorData.open(file);
      for (TensorInfo t : data.header().tensors()) {
        int count = count(t, INTEGERS.contains(t.dtype()) ? t.dtype() : Dtype.I32);
        tensors.put(t.name(), new IntTensor(t.shape(), data.ints(t, 0, count)));
      }
    }
    return tensors;
  }

  /** Writes F32 tensors in canonical form, durably and all or nothing. */
  public static void writeFloats(Path path, Map<String, FloatTensor> tensors) throws IOException {
    List<TensorInfo> infos = new ArrayList<>();
    tensors.forEach((name, t) -> infos.add(TensorInfo.at(0, name, Dtype.F32, t.shape())));
    write(
        path,
        infos,
        (name, bytes) -> bytes.asFloatBuffer().put(get(tensors, name).values().duplicate()));
  }

  /**
   * Writes tensors as canonical safetensors of signed integers, durably.
   *
   * @param dtype I8, I16 or I32; values beyond its range are the caller's error and lose their
   *     upper bits
   * @param tensors by name
   */
  public static void writeInts(Path path, Dtype dtype, Map<String, IntTensor> tensors)
      throws IOException {
    List<TensorInfo> infos = new ArrayList<>();
    tensors.forEach((name, t) -> infos.add(TensorInfo.at(0, name, dtype, t.shape())));
    write(
        path,
        infos,
        (name, bytes) -> {
          IntBuffer values = get(tensors, name).values().duplicate();
          switch (dtype) {
            case I32 -> bytes.asIntBuffer().put(values);
            case I16 -> {
              for (int i = 0; values.hasRemaining(); i++) {
                bytes.putShort(2 * i, (short) values.get());
              }
            }
            case I8 -> {
              for (int i = 0; values.hasRemaining(); i++) {
                bytes.put(i, (byte) values.get());
              }
            }
            case BOOL, U8, F8_E4M3, F8_E5M2, U16, F16, BF16, U32, F32, I64, U64, F64 ->
                throw new IllegalArgumentException(dtype + " is no signed integer of an update");
          }
        });
  }

  private static void write(Path path, List<TensorInfo> infos, Encoder encoder) throws IOException {
    SafetensorsHeader layout = SafetensorsWriter.layout(infos);
    DurableFile.write(
        path,
        file -> {
          var writer = new SafetensorsWriter(file, layout);
          for (TensorInfo t : layout.tensors()) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(t.end() - t.begin()));
            encoder.encode(t.name(), bytes.order(ByteOrder.LITTLE_ENDIAN));
            writer.write(bytes);
          }
          writer.finish();
        });
  }

  private static <T> T get(Map<String, T> tensors, String name) {
    return Optional.ofNullable(tensors.get(name)).orElseThrow();
  }

  private static int count(TensorInfo tensor, Dtype dtype) throws SafetensorsException {
    if (tensor.dtype() != dtype || tensor.end() - tensor.begin() > Integer.MAX_VALUE - 8) {
      throw new SafetensorsException(
          "tensor "
              + tensor.name()
              + " is "
              + tensor.dtype()
              + " of "
              + tensor.elements()
              + " elements, not "
              + dtype
              + " of fewer than 2^29");
    }
    return (int) tensor.elements();
  }

  /** Puts a tensor's values into bytes whose position it leaves alone. */
  private interface Encoder {
    void encode(String name, ByteBuffer bytes);
  }
}
