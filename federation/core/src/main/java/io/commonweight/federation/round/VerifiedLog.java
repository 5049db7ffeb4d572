package io.commonweight.federation.round;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A follower's copy of a federation's log: every entry was hashed into the tree that the log's key
 * signed, every signature was verified and every statement had a right to be there. Immutable.
 *
 * @param state what the entries mean
 * @param frontier the tree of all entries
 * @param isConfirmed whether a signed checkpoint of exactly this size was seen; only then may
 *     anybody act on the state
 */
public record VerifiedLog(FederationState state, Frontier frontier, boolean isConfirmed) {

  /** The empty log of a federation. */
  public static VerifiedLog founding(Founding founding) {
    return new VerifiedLog(FederationState.founding(founding), Frontier.EMPTY, true);
  }

  /** Which of the federation's logs this is. */
  public int epoch() {
    return state.epoch().number();
  }

  /** How many entries this log has: the index of the next one. */
  public long size() {
    return frontier.size();
  }

  /** The root of the tree over its entries. */
  public Sha256 root() {
    return frontier.root();
  }

  /**
   * Takes the next entries: of this log, or the first of the log that the federation has moved to.
   *
   * @param feed what a server answered to the question for entries from {@link #size} on, or for
   *     those of the next epoch from 0 on
   * @param keySets where the keys of a new charter are looked up
   * @throws LogMovedException if the federation left this log before entries that are known here:
   *     they count no more, so begin again with {@link #founding}
   * @throws IOException if the answer is one to another question or holds entries back, or the keys
   *     of a new charter cannot be had: ask again
   * @throws ProofException if the log's key did not sign the checkpoint, it covers less, or its
   *     root is not that of the entries: the server forked the log or changed an entry
   * @throws RefusedException if an entry has no right to be in the log
   */
  public VerifiedLog extend(Feed feed, KeySets keySets)
      throws IOException, ProofException, RefusedException {
    if (feed.epoch() == epoch() + 1 && feed.from() == 0 && !feed.entries().isEmpty()) {
      return moved(feed).take(feed, feed.entries().subList(1, feed.entries().size()), keySets);
    }
    if (feed.epoch() != epoch() || feed.from() != size()) {
      throw new IOException(
          "the registry sent entries of log %d from %d on, asked for was log %d from %d on"
              .formatted(feed.epoch(), feed.from(), epoch(), size()));
    }
    return take(feed, feed.entries(), keySets);
  }

  private VerifiedLog moved(Feed feed) throws IOException, ProofException {
    Bytes first = feed.entries().getFirst();
    Checkpoint last =
        state
            .directory()
            .inForce()
            .witnessPolicy()
            .verify(SignedNote.parse(first.toArray()))
            .checkpoint();
    if (last.size() < size()) {
      throw new LogMovedException(
          "the federation left log %d at %d, %d entries were seen here"
              .formatted(epoch(), last.size(), size()));
    }
    if (!confirms(last, frontier)) {
      throw new IOException("the registry holds back the end of log " + epoch());
    }
    return new VerifiedLog(
        state.moved(last), Frontier.EMPTY.append(MerkleTree.leafHash(first.toArray())), false);
  }

  private VerifiedLog take(Feed feed, List<Bytes> entries, KeySets keySets)
      throws IOException, ProofException, RefusedException {
    FederationState nextState = state;
    Frontier nextFrontier = frontier;
    for (Bytes entry : entries) {
      SignedStatement statement = verify(nextState, entry, keySets);
      var refusal = nextState.judge(statement);
      if (refusal.isPresent()) {
        throw new RefusedException(refusal.get());
      }
      nextState = nextState.apply(nextState.size(), statement);
      nextFrontier = nextFrontier.append(MerkleTree.leafHash(entry.toArray()));
    }
    if (!nextState.isSettled()) {
      throw new IOException(
          "the charter that moves the federation to log %d is not ratified yet"
              .formatted(feed.epoch()));
    }
    Checkpoint signed = open(SignedNote.parse(bytes(feed.checkpoint())), nextState);
    boolean isWhole = confirms(signed, nextFrontier);
    if (entries.isEmpty() && !isWhole) {
      throw new IOException(
          "the registry holds back entries: it has signed %d and shows %d"
              .formatted(signed.size(), size()));
    }
    return new VerifiedLog(nextState, nextFrontier, isWhole);
  }

  private static Checkpoint open(SignedNote note, FederationState state) throws ProofException {
    return Checkpoint.open(note, state.directory().inForce().logKeys());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static SignedStatement verify(FederationState state, Bytes entry, KeySets keySets)
      throws IOException, ProofException, RefusedException {
    try {
      return state.directory().verify(Envelope.parse(entry.toArray()), keySets);
    } catch (JsonException e) {
      throw new ProofException("entry", e.getMessage());
    } catch (RefusedException e) {
      if (e.refusal().code() == Refusal.Code.UNKNOWN_KEYS) {
        throw new IOException(e.getMessage(), e); // says nothing about the log
      }
      throw e;
    }
  }

  private static boolean confirms(Checkpoint checkpoint, Frontier tree) throws ProofException {
    if (checkpoint.size() < tree.size()) {
      throw new ProofException(
          "checkpoint",
          "covers " + checkpoint.size() + " entries, the log has shown " + tree.size());
    }
    if (checkpoint.size() > tree.size()) {
      return false;
    }
    if (!checkpoint.root().equals(tree.root())) {
      throw new ProofException(
          "root",
          "of %d entries is %s, the log signed %s: the log was forked or changed"
              .formatted(tree.size(), tree.root(), checkpoint.root()));
    }
    return true;
  }
}
