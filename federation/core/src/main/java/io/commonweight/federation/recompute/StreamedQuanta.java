package io.commonweight.federation.recompute;

import io.commonweight.federation.aggregation.Quanta;
import io.commonweight.sdk.statement.Encoding;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;

/**
 * The values of an update from a stream of its bytes, such as a range of an object in a store.
 * Memory: the largest window that is asked for.
 */
public final class StreamedQuanta implements Quanta {
  private final InputStream in;
  private final Encoding encoding;
  private byte[] buffer = {};

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
  public int width() {
    return encoding.bytes();
  }

  @Override
  public MemorySegment next(int count) throws IOException {
    int bytes = count * width();
    if (buffer.length < bytes) {
      buffer = new byte[bytes];
    }
    if (in.readNBytes(buffer, 0, bytes) < bytes) {
      throw new EOFException("an update is shorter than its header says");
    }
    return MemorySegment.ofArray(buffer).asSlice(0, bytes);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
