package io.commonweight.sdk.blob;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A store in a folder: the key is the path. What is unfinished lies in the hidden folders {@code
 * .tmp} and {@code .uploads}, so the whole folder is one file system.
 */
public final class FileBlobStore implements BlobStore {

  private final Path root;
  private final Path temporary;
  private final Path uploads;

  /** The store in a folder, which is made if need be. */
  public FileBlobStore(Path root) throws IOException {
    this.root = root.toAbsolutePath().normalize();
    this.temporary = this.root.resolve(".tmp");
    this.uploads = this.root.resolve(".uploads");
    Files.createDirectories(temporary);
    Files.createDirectories(uploads);
  }

  @Override
  public void put(String key, InputStream content, long sizeBytes) throws IOException {
    Path target = path(key);
    Path written = temporary.resolve(UUID.randomUUID().toString());
    try {
      write(written, new ExactStream(content, sizeBytes));
      place(written, target);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  @Override
  public Optional<InputStream> open(String key, long offset, long length) throws IOException {
    if (offset < 0 || length < 0) {
      throw new IllegalArgumentException(length + " bytes from " + offset);
    }
    Path path = path(key);
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
      long there = Math.max(0, Math.min(length, file.size() - offset));
      return Optional.of(new OwnedRange(Channels.newInputStream(file.position(offset)), there));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<Path> file(String key) {
    Path path = path(key);
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(path)
        : Optional.empty();
  }

  @Override
  public OptionalLong size(String key) throws IOException {
    Path path = path(key);
    try {
      return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
          ? OptionalLong.of(Files.size(path))
          : OptionalLong.empty();
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  @Override
  public void delete(String key) throws IOException {
    Path path = path(key);
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(path);
    }
  }

  @Override
  public List<String> list(String prefix) throws IOException {
    ObjectKey.requirePrefix(prefix);
    Path folder = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .filter(key -> key.startsWith(prefix) && !key.startsWith("."))
          .sorted()
          .toList();
    }
  }

  @Override
  public void move(String from, String to) throws IOException {
    Path source = path(from);
    Path target = path(to);
    if (!Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileNotFoundException("no object " + from);
    }
    place(source, target);
  }

  @Override
  public UploadSession begin(String key) throws IOException {
    Path target = path(key);
    String id = UUID.randomUUID().toString();
    Files.createDirectory(uploads.resolve(id));
    force(uploads);
    return new FileUploadSession(this, id, uploads.resolve(id), target);
  }

  @Override
  public UploadSession resume(String key, String id) {
    return new FileUploadSession(this, id, uploads.resolve(ObjectKey.requireId(id)), path(key));
  }

  /** A new name for a file that is not finished. */
  Path unfinished() {
    return temporary.resolve(UUID.randomUUID().toString());
  }

  /** Writes a new file and forces it to disk. */
  static void write(Path file, InputStream content) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      content.transferTo(Channels.newOutputStream(out));
      out.force(true);
    }
  }

  /** Moves a finished file into place and forces the directories on the way. */
  void place(Path written, Path target) throws IOException {
    Path folder = target.resolveSibling("");
    boolean fresh = !Files.isDirectory(folder);
    Files.createDirectories(folder);
    Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    force(folder);
    for (Path above = folder; fresh && !above.equals(root); ) {
      above = above.resolveSibling("");
      force(above);
    }
  }

  private Path path(String key) {
    return root.resolve(ObjectKey.require(key));
  }

  static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory)) {
      channel.force(true);
    }
  }

  /** A range of a file that closes the file. */
  private static final class OwnedRange extends InputStream {
    private final InputStream file;
    private final ExactStream range;

    OwnedRange(InputStream file, long length) {
      this.file = file;
      this.range = new ExactStream(file, length);
    }

    @Override
    public int read() throws IOException {
      return range.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return range.read(buffer, offset, length);
    }

    @Override
    public int available() throws IOException {
      return range.available();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
