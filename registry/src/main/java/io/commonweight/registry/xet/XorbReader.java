package io.commonweight.registry.xet;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads the chunks of a xorb, or of a part of one that begins with a chunk, one after the other.
 *
 * <p>A chunk is a header of eight bytes and its data: version 0 in one byte, the length of the data
 * in three, the compression in one, the length of the content in three, all little-endian. What
 * some writers put behind the chunks is not read: it repeats what the chunks say.
 */
final class XorbReader {
  private static final int HEADER_BYTES = 8;

  /** A frame of what cannot be compressed is a little longer than that. */
  private static final int MAX_DATA_BYTES = 2 * Chunk.MAX_BYTES;

  /** What a footer begins with. */
  private static final byte[] FOOTER = HexFormat.of().parseHex("584554424c4f42");

  private final InputStream in;
  private long position;

  /**
   * Reads from a stream, which stays open.
   *
   * @param in the chunks
   */
  XorbReader(InputStream in) {
    this.in = in;
  }

  /** How many bytes of the xorb the chunks took that were read. */
  long position() {
    return position;
  }

  /**
   * The content of the next chunk; empty behind the last.
   *
   * @throws MalformedXetException if there is no whole chunk
   */
  Optional<byte[]> next() throws IOException {
    byte[] header = in.readNBytes(HEADER_BYTES);
    if (header.length == 0 || isFooter(header)) {
      return Optional.empty();
    }
    if (header.length < HEADER_BYTES || header[0] != 0) {
      throw new MalformedXetException("byte " + position + " of the xorb begins no chunk");
    }
    int length = size("data", header, 1, MAX_DATA_BYTES);
    Compression compression = Compression.of(Byte.toUnsignedInt(header[4]));
    int bytes = size("content", header, 5, Chunk.MAX_BYTES);
    byte[] data = in.readNBytes(length);
    if (data.length < length) {
      throw new MalformedXetException("the xorb ends within a chunk");
    }
    byte[] content = compression.expand(data, bytes);
    position += HEADER_BYTES + length;
    return Optional.of(content);
  }

  private static boolean isFooter(byte[] header) {
    return header.length == HEADER_BYTES
        && Arrays.equals(header, 0, FOOTER.length, FOOTER, 0, FOOTER.length);
  }

  private static int size(String what, byte[] header, int at, int max)
      throws MalformedXetException {
    int size =
        Byte.toUnsignedInt(header[at])
            | Byte.toUnsignedInt(header[at + 1]) << 8
            | Byte.toUnsignedInt(header[at + 2]) << 16;
    if (size == 0 || size > max) {
      throw new MalformedXetException(
          "the %s of a chunk has %d bytes, not 1 to %d".formatted(what, size, max));
    }
    return size;
  }
}
