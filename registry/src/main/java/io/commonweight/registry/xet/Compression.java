package io.commonweight.registry.xet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/** How the content of a chunk is written in a xorb. */
enum Compression {
  /** As it is. */
  NONE,
  /** As an LZ4 frame. */
  LZ4,
  /**
   * As an LZ4 frame of all first bytes of four, then all second ones, third ones and fourth ones:
   * of numbers in four bytes, the bytes that are alike stand together.
   */
  GROUPED_LZ4;

  private static final int GROUPS = 4;

  /**
   * The compression of a number in a xorb.
   *
   * @throws MalformedXetException if it stands for none
   */
  static Compression of(int scheme) throws MalformedXetException {
    if (scheme >= values().length) {
      throw new MalformedXetException("a chunk has unknown compression " + scheme);
    }
    return values()[scheme];
  }

  /**
   * The content of a chunk.
   *
   * @param bytes its length
   * @throws MalformedXetException if there is another content, of more or fewer bytes, or none
   */
  byte[] expand(byte[] data, int bytes) throws MalformedXetException {
    return switch (this) {
      case NONE -> exactly(data, bytes);
      case LZ4 -> unframe(data, bytes);
      case GROUPED_LZ4 -> ungroup(unframe(data, bytes));
    };
  }

  private static byte[] exactly(byte[] content, int bytes) throws MalformedXetException {
    if (content.length != bytes) {
      throw new MalformedXetException(
          "a chunk has %d bytes instead of %d".formatted(content.length, bytes));
    }
    return content;
  }

  private static byte[] unframe(byte[] frame, int bytes) throws MalformedXetException {
    var in = new ByteArrayInputStream(frame);
    try (var content = new FramedLZ4CompressorInputStream(in)) {
      byte[] expanded = exactly(content.readNBytes(bytes), bytes);
      if (content.read() >= 0 || in.available() > 0) {
        throw new MalformedXetException("a chunk has more than " + bytes + " bytes");
      }
      return expanded;
    } catch (MalformedXetException e) {
      throw e;
    } catch (IOException e) {
      throw new MalformedXetException("a chunk is not a whole LZ4 frame", e);
    }
  }

  private static byte[] ungroup(byte[] grouped) {
    byte[] content = new byte[grouped.length];
    int from = 0;
    for (int group = 0; group < GROUPS; group++) {
      for (int to = group; to < content.length; to += GROUPS) {
        content[to] = grouped[from];
        from++;
      }
    }
    return content;
  }
}
