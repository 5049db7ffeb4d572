package io.commonweight.federation.aggregation;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** The values of one update, or of a part of it, in file order; each is read once. */
public interface Quanta extends Closeable {

  /** The bytes of a value: 1, 2 or 4. */
  int width();

  /**
   * The next values as they lie in the file, little-endian. They stay as they are until the next
   * call, and belong to this object.
   *
   * @param count how many
   * @throws IOException if they cannot be read, or there are not so many
   */
  MemorySegment next(int count) throws IOException;
}
