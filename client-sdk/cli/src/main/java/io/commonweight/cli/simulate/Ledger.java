package io.commonweight.cli.simulate;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.ProofException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A federation's log in memory, from both ends: statements are judged, appended and put under a
 * signed checkpoint as a registry does it, and a follower takes them in, who verifies every
 * signature, judges again and hashes the tree. What happens next goes by the follower's state.
 *
 * <p>Not thread-safe; signing is divided among threads.
 */
final class Ledger {
  private final Founding founding;
  private final CosignerKey key;
  private final Workers workers;
  private VerifiedLog followed;

  Ledger(Founding founding, CosignerKey key, Workers workers) {
    this.founding = founding;
    this.key = key;
    this.workers = workers;
    this.followed = VerifiedLog.founding(founding);
  }

  /** What the log means so far. */
  FederationState state() {
    return followed.state();
  }

  /** The tree over all entries. */
  Frontier tree() {
    return followed.frontier();
  }

  /**
   * Appends those statements that have a right to be in the log, in their order.
   *
   * @return for each statement why it was not appended; empty if it was
   */
  List<Optional<Refusal>> append(List<Unsigned> statements, Instant now)
      throws IOException, InterruptedException {
    FederationState ahead = state();
    Frontier tree = tree();
    List<Bytes> entries = new ArrayList<>();
    List<Optional<Refusal>> refusals = new ArrayList<>();
    for (SignedStatement signed : workers.map(statements, Unsigned::sign)) {
      Optional<Refusal> refusal = ahead.judge(signed);
      refusals.add(refusal);
      if (refusal.isEmpty()) {
        byte[] entry = signed.envelope().encode();
        ahead = ahead.apply(ahead.size(), signed);
        tree = tree.append(MerkleTree.leafHash(entry));
        entries.add(Bytes.of(entry));
      }
    }
    if (!entries.isEmpty()) {
      follow(entries, new Checkpoint(key.name(), tree.size(), tree.root()), now);
    }
    return refusals;
  }

  private void follow(List<Bytes> entries, Checkpoint checkpoint, Instant now) throws IOException {
    var feed = new Feed(1, 1, followed.size(), entries, checkpoint.sign(key, now).encode());
    try {
      followed =
          followed.extend(
              feed, digest -> Optional.of(founding.keys()).filter(k -> k.digest().equals(digest)));
    } catch (ProofException | RefusedException e) {
      throw new IllegalStateException("the simulated log does not verify", e);
    }
  }
}
