package io.commonweight.federation.service.follow;

import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.weights.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The largest tree this aggregator has acted on, kept on disk: a log that was shortened or forked
 * while the aggregator was away is noticed when it comes back. What the federation left behind in
 * an earlier log does not matter. Not thread-safe.
 */
final class LogMemory {
  private static final int MAX_BYTES = 256;

  private final Path file;
  private Tree known;

  /** A tree of one of the federation's logs. */
  private record Tree(int epoch, long size, Sha256 root) {}

  private LogMemory(Path file, Tree known) {
    this.file = file;
    this.known = known;
  }

  /** The memory in a file, empty if there is none. */
  static LogMemory load(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new LogMemory(file, new Tree(1, 0, Frontier.EMPTY.root()));
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is not what this aggregator wrote; remove it");
    }
    String[] words = Files.readString(file).split(" ", -1);
    try {
      var root = new Sha256(words[words.length - 1]);
      return new LogMemory(
          file, new Tree(Integer.parseInt(words[0]), Long.parseLong(words[1]), root));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new IOException(file + " is not what this aggregator wrote; remove it", e);
    }
  }

  /** Whether a log has come as far as it was known before. */
  boolean isReachedBy(VerifiedLog log) {
    return log.epoch() > known.epoch()
        || (log.epoch() == known.epoch() && log.size() >= known.size());
  }

  /**
   * Takes the next entries of a log.
   *
   * @throws IOException if the answer says too little: ask again
   * @throws ProofException if they are not those of the log that was followed before
   * @throws RefusedException if an entry has no right to be in the log
   */
  VerifiedLog extend(VerifiedLog log, Feed feed, KeySets keySets)
      throws IOException, ProofException, RefusedException {
    VerifiedLog longer = log.extend(feed, keySets);
    if (longer.epoch() == known.epoch() && !isReachedBy(log) && isReachedBy(longer)) {
      requireSame(log.epoch() == longer.epoch() ? log.frontier() : Frontier.EMPTY, feed.entries());
    }
    return longer;
  }

  /**
   * Remembers a confirmed log that is as long as the known one, before anything is done on its
   * word.
   */
  void remember(VerifiedLog log) throws IOException {
    var next = new Tree(log.epoch(), log.size(), log.frontier().root());
    if (!next.equals(known)) {
      byte[] line =
          "%d %d %s"
              .formatted(next.epoch(), next.size(), next.root())
              .getBytes(StandardCharsets.US_ASCII);
      DurableFile.write(file, out -> out.write(ByteBuffer.wrap(line)));
      known = next;
    }
  }

  private void requireSame(Frontier start, List<Bytes> entries) throws ProofException {
    Frontier tree = start;
    for (Bytes entry : entries.subList(0, (int) (known.size() - start.size()))) {
      tree = tree.append(MerkleTree.leafHash(entry.toArray()));
    }
    if (!tree.root().equals(known.root())) {
      throw new ProofException(
          "memory",
          "of %d entries the root was %s before, now it is %s: the log was forked"
              .formatted(known.size(), known.root(), tree.root()));
    }
  }
}
