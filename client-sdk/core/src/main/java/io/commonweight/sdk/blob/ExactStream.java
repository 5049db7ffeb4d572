package io.commonweight.sdk.blob;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that gives exactly so many bytes of another: no more, and a failure if less. */
final class ExactStream extends FilterInputStream {

  private long left;

  ExactStream(InputStream in, long length) {
    super(in);
    this.left = length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int read = in.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("the content ends " + left + " bytes early");
    }
    left -= read;
    return read;
  }

  @Override
  public long skip(long n) throws IOException {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(left, in.available());
  }

  /** Leaves the other stream open. */
  @Override
  public void close() {}
}
