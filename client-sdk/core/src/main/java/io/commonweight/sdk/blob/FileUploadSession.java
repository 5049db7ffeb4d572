package io.commonweight.sdk.blob;

import io.commonweight.sdk.Sha256;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** An upload whose parts are files of a folder, each named by its number; tags are digests. */
record FileUploadSession(FileBlobStore store, String id, Path folder, Path target)
    implements UploadSession {

  @Override
  public UploadPart writePart(int number, InputStream content, long sizeBytes) throws IOException {
    UploadPart.requireSize(sizeBytes);
    requireOpen();
    Path written = store.unfinished();
    try {
      FileBlobStore.write(written, new ExactStream(content, sizeBytes));
      var part = new UploadPart(number, Sha256.of(written).hex());
      Files.move(written, file(number), StandardCopyOption.ATOMIC_MOVE);
      FileBlobStore.force(folder);
      return part;
    } finally {
      Files.deleteIfExists(written);
    }
  }

  @Override
  public void complete(List<UploadPart> parts) throws IOException {
    requireOpen();
    Path written = store.unfinished();
    try {
      try (FileChannel out =
          FileChannel.open(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        int last = 0;
        for (UploadPart part : parts) {
          if (part.number() <= last) {
            throw new IllegalArgumentException("part " + part.number() + " after " + last);
          }
          last = part.number();
          append(part, out);
        }
        out.force(true);
      }
      store.place(written, target);
    } finally {
      Files.deleteIfExists(written);
    }
    abort();
  }

  @Override
  public void abort() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> parts = Files.list(folder)) {
      for (Path part : parts.toList()) {
        Files.deleteIfExists(part);
      }
    }
    Files.deleteIfExists(folder);
  }

  private void append(UploadPart part, FileChannel out) throws IOException {
    try {
      if (!Sha256.of(file(part.number())).hex().equals(part.tag())) {
        throw new IOException("part " + part.number() + " was written again since");
      }
      Files.copy(file(part.number()), Channels.newOutputStream(out));
    } catch (NoSuchFileException e) {
      throw new IOException("part " + part.number() + " was never written", e);
    }
  }

  private void requireOpen() throws FileNotFoundException {
    if (!Files.isDirectory(folder)) {
      throw new FileNotFoundException("no upload session " + id + ": it was completed or aborted");
    }
  }

  private Path file(int number) {
    return folder.resolve(String.valueOf(number));
  }
}
