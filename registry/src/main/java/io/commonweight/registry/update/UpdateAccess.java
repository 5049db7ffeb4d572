package io.commonweight.registry.update;

import io.commonweight.federation.round.FederationState;
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
import java.util.Optional;

/** Who may write and read update blobs, as the log stands. */
final class UpdateAccess {
  private UpdateAccess() {}

  /**
   * Lets a blob be written.
   *
   * @return the most bytes it may have
   * @throws NoOpenRound if no round takes updates, or the update was logged in an earlier round
   */
  static long requireWritable(FederationState state, Sha256 commitment) {
    Round round =
        state
            .openRound()
            .orElseThrow(() -> new NoOpenRound("no round takes updates now; follow the log"));
    if (roundOf(state, commitment).filter(id -> !id.equals(round.id())).isPresent()) {
      throw new NoOpenRound("the round of this update has closed");
    }
    return round.open().maxUpdateBytes();
  }

  /** How many update blobs are taken in one round: as many as its nodes may state. */
  static int mostUpdates(Charter charter) {
    int nodes = charter.members().stream().mapToInt(Member::nodes).sum();
    return nodes * charter.rounds().statementsPerNode();
  }

  /**
   * Lets a caller read.
   *
   * @throws Forbidden if its organization runs no aggregator
   * @throws NotFound if no logged update names the commitment
   * @throws RoundOpen if the update's round has not closed
   */
  static void requireReadable(FederationState state, Caller caller, Sha256 commitment) {
    if (caller.holder().role() == Role.REGISTRY
        && !state.charter().hasVote(caller.holder().organization())) {
      throw new Forbidden(
          caller.holder().organization() + " runs no aggregator, so it reads no updates");
    }
    Sha256 id =
        roundOf(state, commitment)
            .orElseThrow(() -> new NotFound("logged update", commitment.hex()));
    Optional<Round> round = state.round(id);
    if (round.isPresent() && round.get().cutoff().isEmpty()) {
      throw new RoundOpen("round " + round.get().number() + " has not closed");
    }
  }

  private static Optional<Sha256> roundOf(FederationState state, Sha256 commitment) {
    return state.updates().stream()
        .filter(update -> update.statement().commitment().equals(commitment))
        .map(update -> update.statement().round())
        .findFirst();
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
