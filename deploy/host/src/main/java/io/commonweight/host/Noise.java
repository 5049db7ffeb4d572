package io.commonweight.host;

import java.io.InputStream;
import java.util.Random;

/** Seeded noise of some length. */
final class Noise extends InputStream {
  private final Random random = new Random(1);
  private long left;

  Noise(long bytes) {
    this.left = bytes;
  }

  @Override
  public int read() {
    return left-- > 0 ? random.nextInt(1 << Byte.SIZE) : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (left <= 0) {
      return -1;
    }
    byte[] noise = new byte[(int) Math.min(length, left)];
    random.nextBytes(noise);
    System.arraycopy(noise, 0, buffer, offset, noise.length);
    left -= noise.length;
    return noise.length;
  }
}
