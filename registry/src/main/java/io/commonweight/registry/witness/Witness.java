package io.commonweight.registry.witness;

import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LogCondition.Halted;
import io.commonweight.registry.log.LogView;
import io.commonweight.registry.witness.AddCheckpoint.Claim;
import io.commonweight.registry.witness.Verdict.Cosigned;
import io.commonweight.registry.witness.Verdict.Malformed;
import io.commonweight.registry.witness.Verdict.NotConsistent;
import io.commonweight.registry.witness.Verdict.NotHeld;
import io.commonweight.registry.witness.Verdict.NotSigned;
import io.commonweight.registry.witness.Verdict.OtherSize;
import io.commonweight.registry.witness.Verdict.UnknownLog;
import io.commonweight.registry.witness.WitnessTable.Last;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.NoteSignature;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges checkpoints in the order of C2SP tlog-witness v1.0.0 and cosigns those that continue what
 * it has cosigned. Any number of threads may ask at once.
 */
final class Witness {
  private final KnownLogs logs;
  private final WitnessTable table;
  private final Conflicts conflicts;
  private final Cosigner cosigner;
  private final Duration patience;

  /**
   * A witness.
   *
   * @param patience how long it waits for the entries of a log that is held here
   */
  Witness(
      KnownLogs logs,
      WitnessTable table,
      Conflicts conflicts,
      Cosigner cosigner,
      Duration patience) {
    this.logs = logs;
    this.table = table;
    this.conflicts = conflicts;
    this.cosigner = cosigner;
    this.patience = patience;
  }

  /** Judges a checkpoint; what is answered {@link Cosigned} is durable. */
  Verdict add(AddCheckpoint request)
      throws SQLException, IOException, ProofException, InterruptedException {
    Claim claim = request.claim();
    Optional<KnownLog> known = logs.find(claim.origin());
    if (known.isEmpty()) {
      return new UnknownLog(claim.origin());
    }
    KnownLog log = known.get();
    try {
      log.verify(request.note());
    } catch (ProofException e) {
      return new NotSigned(String.valueOf(e.getMessage()));
    }
    if (request.old() > claim.size()) {
      return new Malformed("old size %d is greater than %d".formatted(request.old(), claim.size()));
    }
    Optional<Last> last = table.find(claim.origin());
    long lastSize = last.map(Last::size).orElse(0L);
    if (lastSize == claim.size() && last.isPresent()) {
      // Kept before all else: whatever the sender got wrong, the log has signed both.
      conflicts.between(log, last.get().note(), request.note());
    }
    if (request.old() != lastSize) {
      return new OtherSize(lastSize);
    }
    Sha256 lastRoot = last.map(Last::root).orElse(MerkleTree.EMPTY_ROOT);
    try {
      var _ = new Checkpoint(claim.origin(), claim.size(), claim.root());
      request.proof().verify(lastSize, lastRoot, claim.size(), claim.root());
    } catch (ProofException | IllegalArgumentException e) {
      return new NotConsistent(String.valueOf(e.getMessage()));
    }
    return cosign(log, new Checkpoint(claim.origin(), claim.size(), claim.root()), request);
  }

  private Verdict cosign(KnownLog log, Checkpoint checkpoint, AddCheckpoint request)
      throws SQLException, IOException, ProofException, InterruptedException {
    if (log.held().isPresent()) {
      Optional<Verdict> objection = objection(log, log.held().get(), checkpoint, request.note());
      if (objection.isPresent()) {
        return objection.get();
      }
    }
    List<NoteSignature> lines = cosigner.cosign(checkpoint);
    List<NoteSignature> all = new ArrayList<>(log.own(request.note()).signatures());
    all.addAll(lines);
    var note = new SignedNote(checkpoint.text(), all);
    // The lines leave this process only once nothing older can be cosigned any more.
    if (!table.advance(request.old(), checkpoint, note)) {
      return new OtherSize(table.find(checkpoint.origin()).map(Last::size).orElse(0L));
    }
    return new Cosigned(lines);
  }

  /** To cosign a log that is held here says also that its entries are here. */
  private Optional<Verdict> objection(
      KnownLog log, FederationLog held, Checkpoint checkpoint, SignedNote note)
      throws IOException, ProofException, InterruptedException {
    Optional<LogView> view = held.await(checkpoint.size() - 1, patience);
    if (held.condition() instanceof Halted halted) {
      return Optional.of(new NotHeld(halted.reason()));
    }
    long size = view.map(LogView::size).orElse(0L);
    if (size < checkpoint.size()) {
      return Optional.of(new NotHeld(size + " entries of " + log.origin() + " are here so far"));
    }
    return conflicts.withHeld(log, note)
        ? Optional.of(new NotConsistent("other entries of " + log.origin() + " are here"))
        : Optional.empty();
  }
}
