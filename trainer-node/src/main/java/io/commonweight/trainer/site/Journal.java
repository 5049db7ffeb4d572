package io.commonweight.trainer.site;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.json.JsonException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * The site's memory on disk: one line per step, forced to disk before the step after it is taken.
 *
 * <p>A last line that a crash tore is dropped; damage anywhere else is an error. When the file has
 * grown to its limit, it is put aside at the start of a round as {@code journal-NNNNN.jsonl} and
 * kept, since it says what left the site. The log knows the rounds that are not in the new file.
 * One process at a time; not thread-safe.
 */
final class Journal implements AutoCloseable {
  private static final String FILE = "journal.jsonl";
  private static final int MAX_FILE_BYTES = 16 << 20;

  private final Path folder;
  private final Clock clock;
  private final long rotateAt;
  private final FileChannel lock;
  private final List<JournalEntry> entries = new ArrayList<>();
  private FileChannel file;

  private Journal(Path folder, Clock clock, long rotateAt, FileChannel lock) throws IOException {
    this.folder = folder;
    this.clock = clock;
    this.rotateAt = rotateAt;
    this.lock = lock;
    file = openFile();
  }

  /**
   * Opens the journal of a state folder, which is made if it is not there.
   *
   * @throws IOException if another process has it open, or a line before the last is damaged
   */
  static Journal open(Path folder, Clock clock) throws IOException {
    return open(folder, clock, 1 << 20);
  }

  static Journal open(Path folder, Clock clock, long rotateAt) throws IOException {
    Files.createDirectories(folder);
    FileChannel lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(lock)) {
      lock.close();
      throw new IOException(folder + " is in use by another node: give each its own state folder");
    }
    var journal = new Journal(folder, clock, rotateAt, lock);
    journal.load();
    return journal;
  }

  /** Appends an entry; on return it survives a crash. */
  void append(JournalEntry entry) throws IOException {
    if (entry instanceof JournalEntry.Seen && file.size() >= rotateAt) {
      rotate();
    }
    byte[] line = JournalLine.write(entry, clock.instant());
    ByteBuffer bytes = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(true);
    entries.add(entry);
  }

  /** Appends an entry unless it is there already: steps that are tried again are told once. */
  void appendOnce(JournalEntry entry) throws IOException {
    if (!entries.contains(entry)) {
      append(entry);
    }
  }

  /** Whether this very step was taken. */
  boolean holds(JournalEntry entry) {
    return entries.contains(entry);
  }

  /** How far a round has come. */
  RoundProgress progress(Sha256 round) {
    return RoundProgress.of(entries, round);
  }

  /** How many frames were trained on in a round, if training ended. */
  OptionalLong trainedFrames(Sha256 round) {
    return entries.stream()
        .filter(entry -> entry.round().equals(round))
        .filter(JournalEntry.Trained.class::isInstance)
        .mapToLong(entry -> ((JournalEntry.Trained) entry).frames())
        .findFirst();
  }

  /** The updates that were fixed and of which neither a receipt nor the end is known. */
  List<JournalEntry.Packed> unfinished() {
    return entries.stream()
        .filter(JournalEntry.Packed.class::isInstance)
        .map(JournalEntry.Packed.class::cast)
        .filter(packed -> !progress(packed.round()).isOver())
        .toList();
  }

  /** The entries of the current file. */
  List<JournalEntry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public void close() throws IOException {
    file.close();
    lock.close();
  }

  private static boolean isLocked(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // held by this very process
    }
  }

  private FileChannel openFile() throws IOException {
    return FileChannel.open(
        folder.resolve(FILE),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  private void load() throws IOException {
    Path path = folder.resolve(FILE);
    if (file.size() > MAX_FILE_BYTES) {
      throw new IOException(path + " is larger than " + MAX_FILE_BYTES + " bytes");
    }
    byte[] content = Files.readAllBytes(path);
    int good = 0;
    int end = lineEnd(content, 0);
    for (int number = 1; end >= 0; number++) {
      int next = lineEnd(content, end + 1);
      boolean isLast = next < 0;
      if (!load(Arrays.copyOfRange(content, good, end), isLast, path + " line " + number)) {
        break;
      }
      good = end + 1;
      end = next;
    }
    file.truncate(good);
    file.position(good);
    file.force(true);
  }

  /** Reads a line; says false if it is the last and a crash tore it. */
  private boolean load(byte[] line, boolean isLast, String where) throws IOException {
    try {
      entries.add(JournalLine.read(line));
      return true;
    } catch (JsonException e) {
      if (isLast) {
        return false;
      }
      throw new IOException(
          where + " is damaged (" + e.getMessage() + "): restore the file from a copy", e);
    }
  }

  private void rotate() throws IOException {
    int number = 1;
    while (Files.exists(archive(number))) {
      number++;
    }
    file.close();
    Files.move(folder.resolve(FILE), archive(number), StandardCopyOption.ATOMIC_MOVE);
    entries.clear();
    file = openFile();
  }

  private Path archive(int number) {
    return folder.resolve("journal-%05d.jsonl".formatted(number));
  }

  private static int lineEnd(byte[] content, int from) {
    for (int i = from; i < content.length; i++) {
      if (content[i] == '\n') {
        return i;
      }
    }
    return -1;
  }
}
