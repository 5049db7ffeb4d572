package io.commonweight.federation.recompute;

import io.commonweight.federation.aggregation.Quanta;
import io.commonweight.sdk.statement.Encoding;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/** The values of an update from memory, such as a mapped file; nothing is copied. */
public final class MappedQuanta implements Quanta {
  private final Runnable release;
  private final MemorySegment memory;
  private final Encoding encoding;
  private long position;

  /**
   * Reads from the beginning of a segment, whose owner closes it.
   *
   * @param memory the values
   * @param encoding how they are encoded
   */
  public MappedQuanta(MemorySegment memory, Encoding encoding) {
    this(memory, encoding, () -> {});
  }

  private MappedQuanta(MemorySegment memory, Encoding encoding, Runnable release) {
    this.memory = memory;
    this.encoding = encoding;
    this.release = release;
  }

  /**
   * Maps a file until this is closed. Nobody may shorten it meanwhile.
   *
   * @param dataOffset where the values begin; they go on to the end of the file
   */
  public static MappedQuanta of(Path file, long dataOffset, Encoding encoding) throws IOException {
    Arena arena = Arena.ofShared();
    try (FileChannel channel = FileChannel.open(file)) {
      long bytes = Math.max(0, channel.size() - dataOffset);
      MemorySegment memory = channel.map(MapMode.READ_ONLY, dataOffset, bytes, arena);
      return new MappedQuanta(memory, encoding, arena::close);
    } catch (IOException | RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  @Override
  public int width() {
    return encoding.bytes();
  }

  @Override
  public MemorySegment next(int count) throws EOFException {
    long bytes = (long) count * width();
    if (bytes > memory.byteSize() - position) {
      throw new EOFException("an update is shorter than its header says");
    }
    MemorySegment values = memory.asSlice(position, bytes);
    position += bytes;
    return values;
  }

  @Override
  public void close() {
    release.run();
  }
}
