package io.commonweight.cli.simulate;

import io.commonweight.federation.recompute.CanonicalHeader;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.weights.Dtype;
import io.commonweight.sdk.weights.SafetensorsWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;

/** The network's weights, and updates to them, as files: canonical safetensors. */
final class Tensors {
  /** The tensors of {@link Network#SIZES}, in the order of a file. */
  static final List<Release.Tensor> ALL =
      List.of(
          tensor("hidden.0.weights", 0),
          tensor("hidden.1.biases", 1),
          tensor("output.0.weights", 2),
          tensor("output.1.biases", 3));

  private Tensors() {}

  private static Release.Tensor tensor(String name, int index) {
    return new Release.Tensor(name, List.of((long) Network.SIZES.get(index)));
  }

  /** A file of weights, or of an optimizer's state. */
  static byte[] file(List<float[]> tensors) {
    return file(Dtype.F32, data(tensors));
  }

  /** A file of an update. */
  static byte[] file(List<int[]> tensors, Encoding encoding) {
    return file(encoding.dtype(), data(tensors, encoding));
  }

  private static byte[] file(Dtype dtype, ByteBuffer data) {
    var out = new ByteArrayOutputStream();
    try {
      var writer =
          new SafetensorsWriter(Channels.newChannel(out), CanonicalHeader.of(ALL, dtype).layout());
      writer.write(data);
      writer.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return out.toByteArray();
  }

  private static ByteBuffer data(List<float[]> tensors) {
    ByteBuffer data = buffer(Float.BYTES);
    for (float[] tensor : tensors) {
      for (float value : tensor) {
        data.putFloat(value);
      }
    }
    return data.flip();
  }

  private static ByteBuffer data(List<int[]> tensors, Encoding encoding) {
    ByteBuffer data = buffer(encoding.bytes());
    for (int[] tensor : tensors) {
      for (int value : tensor) {
        switch (encoding) {
          case I8 -> data.put((byte) value);
          case I16 -> data.putShort((short) value);
          case I32 -> data.putInt(value);
        }
      }
    }
    return data.flip();
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(Network.SIZES.stream().mapToInt(size -> size).sum() * bytes)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What follows the header in a file of weights. */
  static InputStream read(List<float[]> tensors) {
    return new ByteArrayInputStream(data(tensors).array());
  }

  /** Weights of what follows the header. */
  static List<float[]> parse(InputStream data) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(data.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    List<float[]> tensors = new ArrayList<>(Network.zeros());
    for (float[] tensor : tensors) {
      for (int i = 0; i < tensor.length; i++) {
        tensor[i] = bytes.getFloat();
      }
    }
    return tensors;
  }
}
