package io.commonweight.federation.recompute;

import io.commonweight.federation.aggregation.NewValues;
import io.commonweight.federation.aggregation.OldValues;
import io.commonweight.federation.aggregation.Segment;
import io.commonweight.federation.aggregation.Shard;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of one shard of a file that a round makes, computed window by window as they are read.
 * Memory: that of {@link NewValues} and 20 bytes for each element of a window, whatever the model's
 * size.
 *
 * <p>Not thread-safe.
 */
public final class AggregateStream extends InputStream {
  private final NewValues values;
  private final List<Segment> segments;
  private final Sources sources;
  private final OldValues old;
  private final ByteBuffer raw;
  private final ByteBuffer output;
  private int segment;
  private long position;

  /**
   * What the stream reads; all of it is closed with the stream.
   *
   * @param base the old weights' bytes of the shard
   * @param states those of the optimizer's states, as many as there are: momentum, variance
   * @param updates the updates that {@code values} reads
   */
  public record Sources(
      InputStream base, List<InputStream> states, List<? extends Closeable> updates) {
    /** Copies the lists. */
    public Sources {
      states = List.copyOf(states);
      updates = List.copyOf(updates);
    }
  }

  /**
   * The stream of a shard.
   *
   * @param shard which elements
   * @param values how they are computed
   * @param sources what from
   */
  public AggregateStream(Shard shard, NewValues values, Sources sources) {
    this.values = values;
    this.segments = shard.segments();
    this.position = shard.from();
    this.sources = sources;
    this.old = new OldValues(values.window());
    int bytes = values.window() * Shard.ELEMENT_BYTES;
    this.raw = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.output = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN).limit(0);
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
    int length = (int) Math.min(values.window(), current.to() - position);
    fill(sources.base(), old.weights(), length);
    for (int i = 0; i < sources.states().size(); i++) {
      fill(sources.states().get(i), i == 0 ? old.momentum() : old.variance(), length);
    }
    values.next(current.scale(), length, old);
    output.clear();
    output.asFloatBuffer().put(old.weights(), 0, length);
    output.limit(length * Shard.ELEMENT_BYTES);
    position += length;
    if (position == current.to()) {
      segment++;
    }
    return true;
  }

  private void fill(InputStream in, float[] to, int elements) throws IOException {
    int bytes = elements * Shard.ELEMENT_BYTES;
    if (in.readNBytes(raw.array(), 0, bytes) < bytes) {
      throw new EOFException("a base or a state is shorter than its header says");
    }
    raw.clear().limit(bytes);
    raw.asFloatBuffer().get(to, 0, elements);
  }

  @Override
  public void close() throws IOException {
    List<Closeable> all = new ArrayList<>(sources.states());
    all.addAll(sources.updates());
    try (InputStream _ = sources.base()) {
      for (Closeable one : all) {
        one.close();
      }
    }
  }
}
