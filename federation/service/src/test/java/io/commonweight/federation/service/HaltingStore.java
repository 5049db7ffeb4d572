package io.commonweight.federation.service;

import io.commonweight.sdk.blob.BlobStore;
import io.commonweight.sdk.blob.UploadPart;
import io.commonweight.sdk.blob.UploadSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A store in which something happens each time that one part of an upload is half written.
 *
 * @param store where everything goes
 * @param part the number of that part
 * @param halfWay what happens; the part is written on when it returns
 */
public record HaltingStore(BlobStore store, int part, Runnable halfWay) implements BlobStore {
  @Override
  public void put(String key, InputStream content, long sizeBytes) throws IOException {
    store.put(key, content, sizeBytes);
  }

  @Override
  public Optional<InputStream> open(String key, long offset, long length) throws IOException {
    return store.open(key, offset, length);
  }

  @Override
  public Optional<Path> file(String key) {
    return store.file(key);
  }

  @Override
  public OptionalLong size(String key) throws IOException {
    return store.size(key);
  }

  @Override
  public void delete(String key) throws IOException {
    store.delete(key);
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    return store.list(prefix);
  }

  @Override
  public void move(String from, String to) throws IOException {
    store.move(from, to);
  }

  @Override
  public UploadSession begin(String key) throws IOException {
    return new Session(store.begin(key), part, halfWay);
  }

  @Override
  public UploadSession resume(String key, String id) {
    return new Session(store.resume(key, id), part, halfWay);
  }

  /** An empty stream; whoever looks into it makes the thing happen. */
  private static final class Halt extends InputStream {
    private final Runnable halfWay;

    Halt(Runnable halfWay) {
      this.halfWay = halfWay;
    }

    @Override
    public int read() {
      halfWay.run();
      return -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return read();
    }
  }

  private record Session(UploadSession session, int part, Runnable halfWay)
      implements UploadSession {
    @Override
    public String id() {
      return session.id();
    }

    @Override
    public UploadPart writePart(int number, InputStream content, long sizeBytes)
        throws IOException {
      if (number != part) {
        return session.writePart(number, content, sizeBytes);
      }
      byte[] half = content.readNBytes((int) (sizeBytes / 2));
      InputStream all =
          new SequenceInputStream(
              new ByteArrayInputStream(half), new SequenceInputStream(new Halt(halfWay), content));
      return session.writePart(number, all, sizeBytes);
    }

    @Override
    public void complete(List<UploadPart> parts) throws IOException {
      session.complete(parts);
    }

    @Override
    public void abort() throws IOException {
      session.abort();
    }
  }
}
