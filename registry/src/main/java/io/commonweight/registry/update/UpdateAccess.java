package io.commonweight.registry.update;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.Round;
import io.commonweight.registry.access.Caller;
import io.commonweight.registry.problem.RegistryException.Forbidden;
import io.commonweight.registry.problem.RegistryException.NoOpenRound;
import io.commonweight.registry.problem.RegistryException.NotFound;
import io.commonweight.registry.problem.RegistryException.RoundOpen;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Update;
import java.util.Optional;

/** Who may write and read update blobs, as the log stands. */
final class UpdateAccess {
  private UpdateAccess() {}

  /**
   * Lets a blob be written.
   *
   * @return the most bytes it may have
   * @throws NoOpenRound if no round takes updates, or the update was logged before the last closed
   */
  static long requireWritable(FederationState state, Sha256 commitment) {
    Round round =
        state
            .openRound()
            .orElseThrow(() -> new NoOpenRound("no round takes updates now; follow the log"));
    Optional<Logged<Update>> logged = state.update(commitment);
    if (logged.isPresent() && !state.window(logged.get().index()).equals(Optional.of(round))) {
      throw new NoOpenRound("the round in which this update was logged has closed");
    }
    return round.open().maxUpdateBytes();
  }

  /** How many update blobs are taken in one round: as many as its nodes may state. */
  static int mostUpdates(Charter charter) {
    int nodes = charter.members().stream().mapToInt(Member::nodes).sum();
    return nodes * charter.rounds().statementsPerNode();
  }

  /**
   * Lets a caller read. Whichever round an update names, nobody reads it before the round has
   * closed in which it was logged, and in which it may count.
   *
   * @throws Forbidden if its organization runs no aggregator
   * @throws NotFound if no logged update names the commitment
   * @throws RoundOpen if that round has not closed
   */
  static void requireReadable(FederationState state, Caller caller, Sha256 commitment) {
    if (caller.holder().role() == Role.REGISTRY
        && !state.charter().hasVote(caller.holder().organization())) {
      throw new Forbidden(
          caller.holder().organization() + " runs no aggregator, so it reads no updates");
    }
    Logged<Update> logged =
        state.update(commitment).orElseThrow(() -> new NotFound("logged update", commitment.hex()));
    if (state.window(logged.index()).flatMap(UpdateAccess::closed).isEmpty()) {
      throw new RoundOpen(
          "round %d, in which the update was logged, has not closed"
              .formatted(
                  state
                      .window(logged.index())
                      .map(Round::number)
                      .orElse(state.rounds().size() + 1)));
    }
  }

  private static Optional<Round> closed(Round round) {
    return Optional.of(round).filter(r -> r.cutoff().isPresent());
  }

  /** Whether a registry keeps update blobs: the organization of its key runs an aggregator. */
  static boolean keepsUpdates(FederationState state, Fingerprint registry) {
    return state
        .directory()
        .delegations()
        .find(registry)
        .filter(key -> state.charter().hasVote(key.organization()))
        .isPresent();
  }
}
