package io.commonweight.federation.recompute;

import io.commonweight.federation.aggregation.NewValues;
import io.commonweight.federation.aggregation.OldValues;
import io.commonweight.federation.aggregation.Segment;
import io.commonweight.federation.aggregation.Shard;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of one shard of a file that a round makes, computed window by window as they are read.
 * Memory: that of {@link NewValues}, and of a window of the weights and of each state, whatever the
 * model's size.
 *
 * <p>Not thread-safe.
 */
public final class AggregateStream extends InputStream {
  private final NewValues values;
  private final List<Segment> segments;
  private final Sources sources;
  private final ByteBuffer output;
  private final List<byte[]> states;
  private final OldValues old;
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
    int bytes = values.window() * Shard.ELEMENT_BYTES;
    this.output = ByteBuffer.allocate(bytes).limit(0);
    this.states = sources.states().stream().map(_ -> new byte[bytes]).toList();
    this.old =
        new OldValues(
            MemorySegment.ofArray(output.array()),
            states.stream().map(MemorySegment::ofArray).toList());
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
    int bytes = length * Shard.ELEMENT_BYTES;
    fill(sources.base(), output.array(), bytes);
    for (int i = 0; i < states.size(); i++) {
      fill(sources.states().get(i), states.get(i), bytes);
    }
    values.next(current.scale(), length, old, old.weights());
    output.clear().limit(bytes);
    position += length;
    if (position == current.to()) {
      segment++;
    }
    return true;
  }

  private static void fill(InputStream in, byte[] to, int bytes) throws IOException {
    if (in.readNBytes(to, 0, bytes) < bytes) {
      throw new EOFException("a base or a state is shorter than its header says");
    }
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
