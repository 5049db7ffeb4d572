package io.commonweight.federation.aggregation;

import java.io.Closeable;
import java.io.IOException;

/** The values of one update, or of a part of it, in file order; each is read once. */
public interface Quanta extends Closeable {

  /**
   * Reads the next values of an update of at most 16 bits a value.
   *
   * @param count how many, at most the array's length
   * @throws IOException if they cannot be read, or there are not so many
   */
  void read(short[] to, int count) throws IOException;

  /**
   * Reads the next values of an update of more than 16 bits a value.
   *
   * @param count how many, at most the array's length
   * @throws IOException if they cannot be read, or there are not so many
   */
  void read(int[] to, int count) throws IOException;
}
