package io.commonweight.federation.round;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.registry.Feed;
import io.commonweight.sdk.statement.Envelope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

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

  /** How many entries there are: the index of the next one. */
  public long size() {
    return frontier.size();
  }

  /**
   * Takes the next entries.
   *
   * @param feed what a server answered to the question for entries from {@link #size} on
   * @param keySets where the keys of a new charter are looked up
   * @throws IOException if the answer is one to another question, or holds entries back: ask again
   * @throws ProofException if the log's key did not sign the checkpoint, it covers less, or its
   *     root is not that of the entries: the server forked the log or changed an entry
   * @throws RefusedException if an entry has no right to be in the log
   */
  public VerifiedLog extend(Feed feed, KeySets keySets)
      throws IOException, ProofException, RefusedException {
    if (feed.from() != size()) {
      throw new IOException(
          "the registry sent entries from %d on, asked for were those from %d"
              .formatted(feed.from(), size()));
    }
    FederationState nextState = state;
    Frontier nextFrontier = frontier;
    for (Bytes entry : feed.entries()) {
      SignedStatement statement = verify(nextState, entry, keySets);
      var refusal = nextState.judge(statement);
      if (refusal.isPresent()) {
        throw new RefusedException(refusal.get());
      }
      nextState = nextState.apply(nextFrontier.size(), statement);
      nextFrontier = nextFrontier.append(MerkleTree.leafHash(entry.toArray()));
    }
    Checkpoint signed = open(feed.checkpoint());
    boolean isWhole = confirms(signed, nextFrontier);
    if (feed.entries().isEmpty() && !isWhole) {
      throw new IOException(
          "the registry holds back entries: it has signed %d and shows %d"
              .formatted(signed.size(), size()));
    }
    return new VerifiedLog(nextState, nextFrontier, isWhole);
  }

  private Checkpoint open(String note) throws ProofException {
    return Checkpoint.open(
        SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)),
        state.directory().inForce().logKeys());
  }

  private static SignedStatement verify(FederationState state, Bytes entry, KeySets keySets)
      throws ProofException, RefusedException {
    try {
      return state.directory().verify(Envelope.parse(entry.toArray()), keySets);
    } catch (JsonException e) {
      throw new ProofException("entry", e.getMessage());
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
