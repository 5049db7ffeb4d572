package io.commonweight.federation.recompute;

import io.commonweight.federation.aggregation.MeanWindow;
import io.commonweight.federation.aggregation.Segment;
import io.commonweight.federation.aggregation.Shard;
import io.commonweight.federation.aggregation.WeightedMean;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The bytes of one shard of the new weights, computed window by window as they are read. Memory: 24
 * bytes for each element of a window, whatever the model's size and the number of updates.
 *
 * <p>Not thread-safe.
 */
public final class MeanStream extends InputStream {
  private static final int WINDOW_ELEMENTS = 1 << 16;

  private final WeightedMean mean;
  private final List<Segment> segments;
  private final InputStream base;
  private final List<InputStream> updates;
  private final ByteBuffer raw = ByteBuffer.allocate(WINDOW_ELEMENTS * Shard.ELEMENT_BYTES);
  private final ByteBuffer output = ByteBuffer.allocate(WINDOW_ELEMENTS * Shard.ELEMENT_BYTES);
  private final int[] quanta = new int[WINDOW_ELEMENTS];
  private final float[] values = new float[WINDOW_ELEMENTS];
  private int segment;
  private long position;

  /**
   * The mean of updates, added to a base.
   *
   * @param shard which elements
   * @param base the base's bytes of these elements; closed with this stream
   * @param updates those of each update that counts; closed with this stream
   * @param weights the weight of each update
   */
  public MeanStream(
      Shard shard, InputStream base, List<InputStream> updates, List<Integer> weights) {
    this.mean = new WeightedMean(weights);
    this.segments = shard.segments();
    this.position = shard.from();
    this.base = base;
    this.updates = List.copyOf(updates);
    raw.order(ByteOrder.LITTLE_ENDIAN);
    output.order(ByteOrder.LITTLE_ENDIAN).limit(0);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (!output.hasRemaining() && !computeNext()) {
      return -1;
    }
    int count = Math.min(length, output.remaining());
    output.get(buffer, offset, count);
    return count;
  }

  private boolean computeNext() throws IOException {
    if (segment == segments.size()) {
      return false;
    }
    Segment current = segments.get(segment);
    int length = (int) Math.min(WINDOW_ELEMENTS, current.to() - position);
    MeanWindow window = mean.open(length);
    for (int i = 0; i < updates.size(); i++) {
      fill(updates.get(i), length).asIntBuffer().get(quanta, 0, length);
      window.add(i, quanta);
    }
    fill(base, length).asFloatBuffer().get(values, 0, length);
    window.finish(values, current.scale(), values);
    output.clear();
    output.asFloatBuffer().put(values, 0, length);
    output.limit(length * Shard.ELEMENT_BYTES);
    position += length;
    if (position == current.to()) {
      segment++;
    }
    return true;
  }

  private ByteBuffer fill(InputStream in, int elements) throws IOException {
    int bytes = elements * Shard.ELEMENT_BYTES;
    if (in.readNBytes(raw.array(), 0, bytes) < bytes) {
      throw new EOFException("a base or an update is shorter than its header says");
    }
    return raw.clear().limit(bytes);
  }

  @Override
  public void close() throws IOException {
    base.close();
    for (InputStream update : updates) {
      update.close();
    }
  }
}
