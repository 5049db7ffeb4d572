package io.commonweight.cli.founding;

import io.commonweight.cli.report.CommandException;
import io.commonweight.federation.round.Phase;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.log.NoteKey;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.sdk.registry.RegistrySession;
import io.commonweight.sdk.statement.Charter.Holder;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What one organization signs with its root key. Every step may be repeated.
 *
 * @param founding the founding documents
 * @param organization whose key it is
 * @param root the key
 * @param client where statements go
 * @param clock for tokens and for waiting
 */
record Approval(
    Founding founding, String organization, SigningKey root, RegistryClient client, Clock clock) {

  /**
   * Finds the organization of a key.
   *
   * @throws CommandException if the charter does not name it as a root key
   */
  static Approval of(Founding founding, SigningKey root, RegistryClient client, Clock clock)
      throws CommandException {
    Optional<Holder> holder = founding.charter().holder(root.fingerprint());
    if (holder.isEmpty() || holder.get().role() != Role.ROOT) {
      throw new CommandException(
          "the charter names no root key %s: use the keys whose member.json went into it"
              .formatted(root.fingerprint()));
    }
    return new Approval(founding, holder.get().organization(), root, client, clock);
  }

  /**
   * A statement in the log.
   *
   * @param digest its digest
   * @param index its place
   */
  record Signed(Sha256 digest, long index) {}

  /** Appends the charter and gives its index. */
  long charter() throws IOException, CommandException {
    return append(founding.payload().toArray());
  }

  /**
   * Uploads the files of the first release, waits until the charter is in force and appends the
   * release.
   *
   * @param release the statement of {@code folder}
   */
  Signed release(
      Release release, ReleaseFolder folder, Duration patience, Consumer<String> progress)
      throws IOException, CommandException {
    RegistrySession session = client.session(founding.charter().federation(), root, clock);
    for (Release.File file : release.files()) {
      if (!isThere(file)) {
        progress.accept("uploading %s, %d bytes".formatted(file.path(), file.bytes()));
        session.putBlob(file.sha256(), folder.path(file));
      }
    }
    progress.accept("waiting until the charter is in force");
    new FollowedLog(client, founding, clock)
        .await(
            state -> !(state.phase() instanceof Phase.AwaitingCharter),
            patience,
            "%d members to approve the charter".formatted(founding.charter().quorum().required()));
    byte[] payload = new Statement(release).encode();
    return new Signed(Sha256.of(payload), append(payload));
  }

  private boolean isThere(Release.File file) throws IOException {
    try (var in = client.open(file.sha256(), 0, 1)) {
      return in.read() >= 0;
    } catch (RegistryException e) {
      if (e.status() == 404 || e.status() == 416) {
        return false;
      }
      throw e;
    }
  }

  private long append(byte[] payload) throws IOException, CommandException {
    Envelope envelope = Envelope.sign(Statement.PAYLOAD_TYPE, payload, root);
    LogProof receipt = client.append(founding.charter().federation(), envelope);
    var log = new NoteKey(founding.charter().log().origin(), founding.logKey());
    try {
      receipt.verify(envelope.encode(), List.of(log));
    } catch (ProofException e) {
      throw new CommandException(
          "%s sent a receipt that proves nothing: %s".formatted(client.registry(), e.getMessage()));
    }
    return receipt.inclusion().index();
  }
}
