package io.commonweight.federation.recompute;

import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.weights.SafetensorsWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Optional;

/**
 * Writes the sum of c updates as a file like theirs, with values of 32 bits, and judges it on the
 * way: no value may be beyond c times that of an update, and the norm not beyond c times theirs.
 *
 * <p>Memory: that of a window. Not thread-safe.
 */
final class SumFile {
  private static final long LOW = 0xffff_ffffL;

  private final SafetensorsWriter writer;
  private final List<TensorRange> tensors;
  private final int maxScale;
  private final long maxSum;
  private final BigInteger normBound;
  private int tensor;
  private long position;
  private boolean isInRange = true;
  private BigInteger norm = BigInteger.ZERO;

  /**
   * Begins with the header.
   *
   * @param layout what the file is to have
   * @param updates c
   * @param out where it goes; stays the caller's to close
   */
  SumFile(RoundOpen open, SumLayout layout, int updates, WritableByteChannel out)
      throws IOException {
    this.writer = new SafetensorsWriter(out, layout.header().layout());
    this.tensors = layout.tensors();
    this.maxScale = Dagg1.maxScale(tensors.stream().map(TensorRange::scale).toList());
    this.maxSum = (long) updates * open.encoding().maxQuantum();
    this.normBound = new BigInteger(open.normBound()).multiply(BigInteger.valueOf(updates).pow(2));
  }

  /** Takes the next values, in the order of the file. */
  void add(long[] window) throws IOException {
    for (int from = 0; from < window.length && isInRange; ) {
      while (position == tensors.get(tensor).elements()) {
        tensor++;
        position = 0;
      }
      TensorRange current = tensors.get(tensor);
      int to = (int) Math.min(window.length, from + current.elements() - position);
      judge(window, from, to, current.scale());
      position += to - from;
      from = to;
    }
    if (isInRange) {
      ByteBuffer bytes =
          ByteBuffer.allocate(window.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (long value : window) {
        bytes.putInt((int) value);
      }
      writer.write(bytes.flip());
    }
  }

  private void judge(long[] window, int from, int to, int scale) {
    // A square is below 2^58; its halves are added apart so that nothing overflows.
    long low = 0;
    long high = 0;
    for (int i = from; i < to; i++) {
      long value = window[i];
      if (value < -maxSum || value > maxSum) {
        isInRange = false;
        return;
      }
      long square = value * value;
      low += square & LOW;
      high += square >>> Integer.SIZE;
    }
    BigInteger squares =
        BigInteger.valueOf(high).shiftLeft(Integer.SIZE).add(BigInteger.valueOf(low));
    norm = norm.add(squares.shiftLeft(2 * (maxScale - scale)));
  }

  /**
   * The verdict when all values were taken.
   *
   * @return why the sum does not count; empty if it does, and then the file is whole
   */
  Optional<Reason> finish() {
    if (!isInRange) {
      return Optional.of(Reason.RANGE);
    }
    writer.finish();
    return norm.compareTo(normBound) > 0 ? Optional.of(Reason.NORM) : Optional.empty();
  }
}
