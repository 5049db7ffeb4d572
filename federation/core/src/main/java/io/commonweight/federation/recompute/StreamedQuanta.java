package io.commonweight.federation.recompute;

import io.commonweight.federation.aggregation.Quanta;
import io.commonweight.sdk.statement.Encoding;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The values of an update from a stream of its bytes, such as a range of an object in a store. */
public final class StreamedQuanta implements Quanta {
  private static final int BUFFER_BYTES = 1 << 16;

  private final InputStream in;
  private final Encoding encoding;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  /**
   * Reads from a stream.
   *
   * @param in the values' bytes; closed with this
   * @param encoding how they are encoded
   */
  public StreamedQuanta(InputStream in, Encoding encoding) {
    this.in = in;
    this.encoding = encoding;
  }

  @Override
  public void read(short[] to, int count) throws IOException {
    for (int at = 0; at < count; ) {
      int values = fill(count - at);
      switch (encoding) {
        case I8 -> {
          for (int i = 0; i < values; i++) {
            to[at + i] = buffer.get(i);
          }
        }
        case I16 -> buffer.asShortBuffer().get(to, at, values);
        case I32 -> throw new IllegalStateException("values of 24 bits are no shorts");
      }
      at += values;
    }
  }

  @Override
  public void read(int[] to, int count) throws IOException {
    for (int at = 0; at < count; ) {
      int values = fill(count - at);
      buffer.asIntBuffer().get(to, at, values);
      at += values;
    }
  }

  private int fill(int wanted) throws IOException {
    int values = Math.min(wanted, BUFFER_BYTES / encoding.bytes());
    int bytes = values * encoding.bytes();
    if (in.readNBytes(buffer.array(), 0, bytes) < bytes) {
      throw new EOFException("an update is shorter than its header says");
    }
    buffer.clear().limit(bytes);
    return values;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
