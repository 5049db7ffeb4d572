package io.commonweight.sdk.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes safetensors files in their one canonical form, so that equal weights have equal bytes:
 * tensors by falling element size, then by name; JSON without spaces, metadata {@code
 * {"format":"pt"}} first, members in the order dtype, shape, data_offsets; the header padded with
 * spaces to a multiple of 8.
 *
 * <p>A writer is given the layout first and then the data in the layout's order, in pieces of any
 * size. Not thread-safe.
 */
public final class SafetensorsWriter {

  private static final Map<String, String> METADATA = Map.of("format", "pt");

  private final WritableByteChannel out;
  private long missing;

  /**
   * Writes the header.
   *
   * @param out where the file goes; stays the caller's to close
   * @param layout a layout of {@link #layout}
   */
  public SafetensorsWriter(WritableByteChannel out, SafetensorsHeader layout) throws IOException {
    this.out = out;
    this.missing = layout.dataBytes();
    byte[] json = json(layout.tensors());
    writeFully(
        ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .flip());
    writeFully(ByteBuffer.wrap(json));
  }

  /**
   * The canonical layout of some tensors.
   *
   * @param tensors in any order; their offsets are ignored
   * @throws IllegalArgumentException if two have the same name
   */
  public static SafetensorsHeader layout(List<TensorInfo> tensors) {
    List<TensorInfo> sorted = new ArrayList<>(tensors);
    sorted.sort(
        Comparator.comparingInt((TensorInfo t) -> -t.dtype().bytes())
            .thenComparing(TensorInfo::name));
    List<TensorInfo> placed = new ArrayList<>();
    long begin = 0;
    for (TensorInfo tensor : sorted) {
      TensorInfo next = TensorInfo.at(begin, tensor.name(), tensor.dtype(), tensor.shape());
      placed.add(next);
      begin = next.end();
    }
    long dataOffset = (long) SafetensorsHeader.LENGTH_BYTES + json(placed).length;
    return new SafetensorsHeader(METADATA, placed, dataOffset);
  }

  /**
   * Writes the next piece of the data.
   *
   * @param data little endian; its remaining bytes are consumed
   * @throws IllegalArgumentException if it is more than the layout has room for
   */
  public void write(ByteBuffer data) throws IOException {
    if (data.remaining() > missing) {
      throw new IllegalArgumentException(data.remaining() + " bytes, " + missing + " are missing");
    }
    missing -= data.remaining();
    writeFully(data);
  }

  /**
   * Checks that all data was written.
   *
   * @throws IllegalStateException if some is missing: the file is broken and must not be used
   */
  public void finish() {
    if (missing > 0) {
      throw new IllegalStateException(missing + " bytes of tensor data were never written");
    }
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static byte[] json(List<TensorInfo> tensors) {
    var json = new StringBuilder("{\"__metadata__\":{\"format\":\"pt\"}");
    for (TensorInfo t : tensors) {
      // Names are of a profile that needs no escapes.
      json.append(",\"").append(t.name()).append("\":{\"dtype\":\"").append(t.dtype());
      json.append("\",\"shape\":").append(numbers(t.shape()));
      json.append(",\"data_offsets\":").append(numbers(List.of(t.begin(), t.end()))).append('}');
    }
    json.append('}');
    while (json.length() % SafetensorsHeader.ALIGNMENT != 0) {
      json.append(' ');
    }
    return json.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String numbers(List<Long> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
  }
}
