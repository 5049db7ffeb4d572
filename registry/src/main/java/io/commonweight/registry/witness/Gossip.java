package io.commonweight.registry.witness;

import io.commonweight.registry.federation.Federation;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogCondition.Halted;
import io.commonweight.registry.log.LogView;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TileReader;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Asks other registries which checkpoints of a log they were shown, and compares these with the
 * entries that are held here. A log that shows two histories is found out by the first two honest
 * registries that speak with each other.
 *
 * @param log a log that is held here
 * @param peers other registries that hold or witness it, and its origin
 */
record Gossip(KnownLog log, List<Peer> peers, Conflicts conflicts) {

  /** Asks all peers once. One that cannot be reached, or talks nonsense, is passed over. */
  void ask() {
    FederationLog held = log.held().orElseThrow();
    if (held.condition() instanceof Halted) {
      return; // It has been found out, and would be anew with each checkpoint.
    }
    for (Peer peer : peers) {
      try {
        Federation federation = held.federation();
        TileReader tiles = peer.tiles(federation);
        hear(peer.checkpoint(federation), tiles);
        hear(peer.cosigned(log), tiles);
      } catch (IOException | ProofException e) {
        Log.warnf("gossip about %s with %s: %s", log.origin(), peer.base(), e.getMessage());
      }
    }
  }

  private void hear(Optional<SignedNote> heard, TileReader tiles)
      throws IOException, ProofException {
    Optional<LogView> ours = log.held().flatMap(FederationLog::viewIfAny);
    if (heard.isEmpty() || ours.isEmpty()) {
      return;
    }
    SignedNote note = heard.get();
    log.verify(note);
    if (Checkpoint.parse(note.text()).size() <= ours.get().size()) {
      conflicts.withHeld(log, note);
    } else {
      conflicts.withLater(log, note, tiles);
    }
  }
}
