package io.commonweight.sdk.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The header of a safetensors file, read strictly: what it describes covers the data without holes
 * and overlaps, from the first byte to the last.
 *
 * @param metadata the entries of {@code __metadata__}, in the order of the file
 * @param tensors in the order of their data
 * @param dataOffset where the data begins in the file, a multiple of 8
 */
public record SafetensorsHeader(
    Map<String, String> metadata, List<TensorInfo> tensors, long dataOffset) {

  /** Longest header that is read, in bytes. */
  public static final int MAX_BYTES = 16 << 20;

  /** Most tensors of a file. */
  public static final int MAX_TENSORS = 100_000;

  static final int LENGTH_BYTES = 8;
  static final int ALIGNMENT = 8;

  /**
   * Keeps the order and checks the layout.
   *
   * @throws IllegalArgumentException if the tensors have equal names or do not follow each other
   *     from byte 0 on
   */
  public SafetensorsHeader {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = List.copyOf(tensors);
    requireLayout(tensors);
  }

  /**
   * Reads the header of a file, which must be as long as the header says.
   *
   * @param file at any position; left after the header
   * @throws SafetensorsException if the file breaks a rule of the format or of our profile
   * @throws IOException if it cannot be read
   */
  public static SafetensorsHeader read(SeekableByteChannel file) throws IOException {
    file.position(0);
    long fileBytes = file.size();
    if (fileBytes < LENGTH_BYTES) {
      throw new SafetensorsException("a file of " + fileBytes + " bytes has no header");
    }
    long headerBytes = filled(file, LENGTH_BYTES).getLong();
    if (headerBytes < 0 || headerBytes > MAX_BYTES || headerBytes > fileBytes - LENGTH_BYTES) {
      throw new SafetensorsException(
          "a header of " + Long.toUnsignedString(headerBytes) + " bytes in a file of " + fileBytes);
    }
    return parse(filled(file, (int) headerBytes).array(), fileBytes);
  }

  /**
   * Parses a header without its length prefix.
   *
   * @param json the header with its padding
   * @param fileBytes length of the whole file
   * @throws SafetensorsException if the header breaks a rule, or describes a file of another length
   */
  public static SafetensorsHeader parse(byte[] json, long fileBytes) throws SafetensorsException {
    long dataOffset = LENGTH_BYTES + (long) json.length;
    if (dataOffset % ALIGNMENT != 0) {
      throw new SafetensorsException("the data begins at " + dataOffset + ", no multiple of 8");
    }
    SafetensorsHeader header;
    try {
      header = HeaderJson.parse(json, dataOffset);
    } catch (IllegalArgumentException e) {
      throw new SafetensorsException(String.valueOf(e.getMessage()));
    }
    if (dataOffset + header.dataBytes() != fileBytes) {
      throw new SafetensorsException(
          "the tensors end at " + (dataOffset + header.dataBytes()) + ", the file at " + fileBytes);
    }
    return header;
  }

  /** Length of the data in bytes. */
  public long dataBytes() {
    return tensors.isEmpty() ? 0 : tensors.getLast().end();
  }

  /** The tensor of a name. */
  public Optional<TensorInfo> tensor(String name) {
    return tensors.stream().filter(t -> t.name().equals(name)).findFirst();
  }

  /** Tensors in the order of their data; those without bytes first among equals, then by name. */
  static List<TensorInfo> inOrder(List<TensorInfo> tensors) {
    List<TensorInfo> ordered = new ArrayList<>(tensors);
    ordered.sort(Comparator.comparingLong(TensorInfo::begin).thenComparingLong(TensorInfo::end));
    return ordered;
  }

  private static void requireLayout(List<TensorInfo> tensors) {
    if (tensors.size() > MAX_TENSORS) {
      throw new IllegalArgumentException("more than " + MAX_TENSORS + " tensors");
    }
    Set<String> names = new HashSet<>();
    long end = 0;
    for (TensorInfo tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException("two tensors are named " + tensor.name());
      }
      if (tensor.begin() != end) {
        throw new IllegalArgumentException(
            "tensor " + tensor.name() + " begins at " + tensor.begin() + ", not at " + end);
      }
      end = tensor.end();
    }
  }

  private static ByteBuffer filled(SeekableByteChannel file, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (file.read(buffer) < 0) {
        throw new SafetensorsException("the file ends within its header");
      }
    }
    return buffer.flip();
  }
}
