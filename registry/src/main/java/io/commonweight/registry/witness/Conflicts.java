package io.commonweight.registry.witness;

import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogView;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.ConsistencyProof;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.log.TileReader;
import io.commonweight.sdk.log.TiledTree;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;

/**
 * Compares what a log has signed with what it has signed before. A contradiction is kept as
 * evidence and halts the log, if it is held here.
 */
@ApplicationScoped
public class Conflicts {
  private final EvidenceFiles files;

  /** Keeps what it finds in those files. */
  public Conflicts(EvidenceFiles files) {
    this.files = files;
  }

  /**
   * Compares two verified checkpoints of one size.
   *
   * @return whether they contradict each other
   */
  boolean between(KnownLog log, SignedNote first, SignedNote second)
      throws IOException, ProofException {
    Checkpoint one = Checkpoint.parse(first.text());
    Checkpoint other = Checkpoint.parse(second.text());
    boolean contradict = one.size() == other.size() && !one.root().equals(other.root());
    if (contradict) {
      keep(log, new Contradiction.Equal(log.vouchedFor(first), log.vouchedFor(second)), second);
    }
    return contradict;
  }

  /**
   * Compares a verified checkpoint with the entries that are held here.
   *
   * @return whether it contradicts them; false if fewer are held than it has
   */
  public boolean withHeld(KnownLog log, SignedNote note) throws IOException, ProofException {
    Optional<LogView> view = log.held().flatMap(FederationLog::viewIfAny);
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    if (view.isEmpty() || view.get().size() < checkpoint.size()) {
      return false;
    }
    LogView ours = view.get();
    FederationLog held = log.held().orElseThrow();
    if (ours.size() == checkpoint.size()) {
      return between(log, held.note(ours), note);
    }
    TiledTree past = held.treeAt(ours, checkpoint.size());
    if (past.root().equals(checkpoint.root())) {
      return false;
    }
    var contradiction =
        new Contradiction.Unequal(
            log.vouchedFor(note),
            log.vouchedFor(held.note(ours)),
            past.root(),
            held.treeAt(ours, ours.size()).consistency(checkpoint.size()));
    keep(log, contradiction, note);
    return true;
  }

  /**
   * Compares a verified checkpoint of more entries than are held here with these.
   *
   * @param tiles of the log at that checkpoint, from anybody
   * @return whether it contradicts them
   * @throws ProofException if the tiles are not those of the checkpoint: then nothing is known
   */
  public boolean withLater(KnownLog log, SignedNote note, TileReader tiles)
      throws IOException, ProofException {
    FederationLog held = log.held().orElseThrow();
    LogView ours = held.view();
    Checkpoint later = Checkpoint.parse(note.text());
    Sha256 past = new TiledTree(ours.size(), later.size(), tiles).root();
    ConsistencyProof proof = new TiledTree(later.size(), tiles).consistency(ours.size());
    proof.verify(ours.size(), past, later.size(), later.root());
    if (past.equals(ours.checkpoint().root())) {
      return false;
    }
    keep(
        log,
        new Contradiction.Unequal(
            log.vouchedFor(held.note(ours)), log.vouchedFor(note), past, proof),
        note);
    return true;
  }

  /** Keeps a contradiction that was found. */
  private void keep(KnownLog log, Contradiction contradiction, SignedNote other)
      throws IOException {
    files.keep(contradiction);
    if (log.held().isPresent()) {
      log.held().get().contradictedBy(other);
    }
  }
}
