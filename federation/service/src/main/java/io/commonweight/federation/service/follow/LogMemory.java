package io.commonweight.federation.service.follow;

import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.registry.Feed;
import io.commonweight.sdk.weights.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The largest tree this aggregator has acted on, kept on disk: a log that was shortened or forked
 * while the aggregator was away is noticed when it comes back. Not thread-safe.
 */
final class LogMemory {
  private static final int MAX_BYTES = 256;

  private final Path file;
  private long size;
  private Sha256 root;

  private LogMemory(Path file, long size, Sha256 root) {
    this.file = file;
    this.size = size;
    this.root = root;
  }

  /** The memory in a file, empty if there is none. */
  static LogMemory load(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new LogMemory(file, 0, Frontier.EMPTY.root());
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is not what this aggregator wrote; remove it");
    }
    String[] words = Files.readString(file).split(" ", -1);
    try {
      return new LogMemory(file, Long.parseLong(words[0]), new Sha256(words[words.length - 1]));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is not what this aggregator wrote; remove it", e);
    }
  }

  /** How many entries must be there at least. */
  long size() {
    return size;
  }

  /**
   * Takes the next entries of a log.
   *
   * @throws ProofException if they are not those of the log that was followed before
   */
  VerifiedLog extend(VerifiedLog log, Feed feed) throws ProofException, RefusedException {
    List<Bytes> entries = feed.entries();
    VerifiedLog known = log;
    int toKnown = (int) Math.min(entries.size(), Math.max(0, size - log.size()));
    if (toKnown > 0) {
      known = log.extend(entries.subList(0, toKnown), feed.checkpoint());
      requireSame(known.frontier());
    }
    return known.extend(entries.subList(toKnown, entries.size()), feed.checkpoint());
  }

  /** Remembers a confirmed log, before anything is done on its word. */
  void remember(VerifiedLog log) throws IOException {
    if (log.size() > size) {
      Sha256 newRoot = log.frontier().root();
      byte[] line = (log.size() + " " + newRoot).getBytes(StandardCharsets.US_ASCII);
      DurableFile.write(file, out -> out.write(ByteBuffer.wrap(line)));
      size = log.size();
      root = newRoot;
    }
  }

  private void requireSame(Frontier tree) throws ProofException {
    if (tree.size() == size && !tree.root().equals(root)) {
      throw new ProofException(
          "memory",
          "of %d entries the root was %s before, now it is %s: the log was forked"
              .formatted(size, root, tree.root()));
    }
  }
}
