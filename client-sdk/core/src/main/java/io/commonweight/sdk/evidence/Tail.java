package io.commonweight.sdk.evidence;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.statement.Envelope;
import java.util.List;

/**
 * What was logged from some place to the end. That nothing is missing shows in the root: the tree
 * before it and its entries must give the root of the checkpoint.
 *
 * @param start the place of its first entry
 * @param before the tree of all entries before it that are in the same log
 * @param entries all entries from there on; fewer if there are more than evidence may hold
 */
public record Tail(long start, Frontier before, List<Bytes> entries) {
  /** The most entries. */
  public static final int MAX_ENTRIES = 4096;

  /** The most bytes of all entries together. */
  public static final int MAX_BYTES = 16 << 20;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are too many entries, one is too large for a log, or
   *     more stand before it than there are places
   */
  public Tail {
    entries = List.copyOf(entries);
    if (start < before.size()) {
      throw new IllegalArgumentException(
          "a tail from place %d on after %d entries".formatted(start, before.size()));
    }
    if (entries.size() > MAX_ENTRIES) {
      throw new IllegalArgumentException(
          "a tail of %d entries, at most %d are allowed".formatted(entries.size(), MAX_ENTRIES));
    }
    if (entries.stream().anyMatch(entry -> entry.size() > Envelope.MAX_BYTES)) {
      throw new IllegalArgumentException("an entry of the tail is too large for a log");
    }
    long bytes = entries.stream().mapToLong(Bytes::size).sum();
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "a tail of %d bytes, at most %d are allowed".formatted(bytes, MAX_BYTES));
    }
  }

  /** What follows some entries of a federation's first log. */
  public Tail(Frontier before, List<Bytes> entries) {
    this(before.size(), before, entries);
  }

  /** The place behind its last entry. */
  public long end() {
    return start() + entries.size();
  }
}
