package io.commonweight.trainer.site;

import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistrySession;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Update;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** Sends what the gate let out. Sending it again changes nothing. */
final class Submission {
  private final RegistryClient registry;
  private final RegistrySession session;
  private final NodeIdentity identity;
  private final LogFollower log;

  Submission(RegistryClient registry, NodeIdentity identity, LogFollower log, Clock clock) {
    this.registry = registry;
    this.identity = identity;
    this.log = log;
    this.session = registry.session(identity.federation(), identity.key(), clock);
  }

  /** Stores the update file in the federation's private space. */
  void upload(JournalEntry.Packed packed, Path blob) throws IOException {
    Update statement = packed.statement(identity.node());
    session.putUpdate(statement.commitment(), packed.saltBytes(), blob);
  }

  /**
   * Has a statement logged.
   *
   * @return the receipt, verified against the log's keys, as the charter in force has them
   * @throws SiteException if the receipt does not hold
   */
  LogProof append(Predicate predicate) throws IOException, SiteException {
    Envelope envelope = identity.sign(predicate);
    LogProof receipt = registry.append(identity.federation(), envelope);
    try {
      receipt.verify(envelope.encode(), log.state().directory().inForce().logKeys());
    } catch (ProofException e) {
      throw new SiteException(
          "%s answered with a receipt that does not hold (%s): use another registry and tell the others"
              .formatted(registry.registry(), e.getMessage()),
          e);
    }
    return receipt;
  }
}
