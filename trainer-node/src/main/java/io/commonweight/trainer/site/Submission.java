package io.commonweight.trainer.site;

import io.commonweight.federation.secagg.ParcelRange;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.sdk.registry.RegistrySession;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Update;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/** Sends what the gate let out. Sending it again changes nothing. */
final class Submission {
  /** Answers after which the same request cannot succeed in this round. */
  private static final Set<Integer> FINAL = Set.of(403, 409, 413, 422);

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

  /** Stores a dealer's parcels or a masked vector in the federation's private space. */
  void upload(Sha256 digest, Path blob) throws IOException {
    session.putSecureBlob(digest, blob);
  }

  /**
   * A part of what a dealer has sent.
   *
   * @throws IOException if it cannot be had now
   */
  byte[] parcel(Sha256 blob, ParcelRange range) throws IOException {
    try (InputStream in = session.openSecureBlob(blob, range.offset(), range.bytes())) {
      byte[] parcel = in.readNBytes(range.bytes());
      if (parcel.length != range.bytes()) {
        throw new IOException(registry.registry() + " sent a part of parcels " + blob + " only");
      }
      return parcel;
    }
  }

  /** Whether a registry's answer says that the same request cannot succeed in this round. */
  static boolean isFinal(RegistryException answer) {
    return FINAL.contains(answer.status());
  }

  /**
   * Signs a statement and has it logged.
   *
   * @return its verified receipt
   * @throws SiteException if the receipt does not hold
   */
  LogProof append(Predicate predicate) throws IOException, SiteException {
    return append(identity.sign(predicate));
  }

  /**
   * Has a statement logged.
   *
   * @return the receipt, verified against the log's keys, as the charter in force has them
   * @throws SiteException if the receipt does not hold
   */
  LogProof append(Envelope envelope) throws IOException, SiteException {
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
