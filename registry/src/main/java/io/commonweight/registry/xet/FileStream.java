package io.commonweight.registry.xet;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The content of a file, put together from its terms while it is read: a chunk at a time. */
final class FileStream extends InputStream {
  private final Iterator<Term> terms;
  private final Source source;
  private InputStream part = InputStream.nullInputStream();
  private XorbReader chunks = new XorbReader(part);
  private byte[] chunk = {};
  private int position;

  /** Opens the chunks of terms. */
  @FunctionalInterface
  interface Source {
    /** The chunks of a term as they stand in its xorb. */
    InputStream open(Term term) throws IOException;
  }

  FileStream(List<Term> terms, Source source) {
    this.terms = terms.iterator();
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    return isAtEnd() ? -1 : Byte.toUnsignedInt(chunk[position++]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (isAtEnd()) {
      return -1;
    }
    int copied = Math.min(length, chunk.length - position);
    System.arraycopy(chunk, position, target, offset, copied);
    position += copied;
    return copied;
  }

  @Override
  public void close() throws IOException {
    part.close();
  }

  /** Whether there is nothing left; if there is, some of it is in {@link #chunk}. */
  private boolean isAtEnd() throws IOException {
    while (position == chunk.length) {
      Optional<byte[]> next = chunks.next();
      if (next.isPresent()) {
        chunk = next.get();
        position = 0;
      } else if (terms.hasNext()) {
        part.close();
        part = source.open(terms.next());
        chunks = new XorbReader(part);
      } else {
        return true;
      }
    }
    return false;
  }
}
