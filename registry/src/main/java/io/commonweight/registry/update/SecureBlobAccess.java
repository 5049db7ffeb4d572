package io.commonweight.registry.update;

import io.commonweight.federation.round.Cohort;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.round.SecureBlob;
import io.commonweight.federation.round.SecureBlob.Kind;
import io.commonweight.federation.round.SecureRound;
import io.commonweight.federation.secagg.Parcel;
import io.commonweight.federation.secagg.SecAggRound;
import io.commonweight.registry.access.Caller;
import io.commonweight.registry.problem.RegistryException.Forbidden;
import io.commonweight.registry.problem.RegistryException.NoOpenRound;
import io.commonweight.registry.problem.RegistryException.RoundOpen;
import io.commonweight.sdk.statement.Charter.Role;
import java.util.List;
import java.util.Optional;

/** Who may write and read the blobs of secure rounds, as the log stands. */
final class SecureBlobAccess {
  /** A node has one blob of each kind; a session that failed may have left another. */
  private static final int BLOBS_OF_A_NODE = 2;

  private SecureBlobAccess() {}

  /**
   * Lets a node of a cohort write, or a registry for those that it serves: parcels as long as they
   * are dealt, masked vectors as long as they are collected.
   *
   * @throws NoOpenRound if it is time for neither
   * @throws Forbidden if the node is of no cohort of the round
   */
  static Room requireWritable(FederationState state, Caller caller) {
    SecureRound round = state.secureRound().orElseThrow(SecureBlobAccess::outOfTime);
    Kind kind = kind(state.phase()).orElseThrow(SecureBlobAccess::outOfTime);
    List<Cohort> cohorts = cohorts(round, caller);
    int nodes =
        caller.holder().role() == Role.NODE
            ? 1
            : cohorts.stream().mapToInt(cohort -> cohort.session().ids().size()).sum();
    return new Room(
        round.id(),
        kind,
        caller.key(),
        cohorts.stream().mapToLong(cohort -> bytes(kind, cohort.session())).max().orElseThrow(),
        nodes * BLOBS_OF_A_NODE);
  }

  private static List<Cohort> cohorts(SecureRound round, Caller caller) {
    return caller.holder().role() == Role.NODE
        ? List.of(
            round
                .cohortOf(caller.key())
                .orElseThrow(
                    () -> new Forbidden("the node is of no cohort of the round under way")))
        : round.cohorts();
  }

  private static Optional<Kind> kind(Phase phase) {
    return switch (phase) {
      case Phase.Dealing _ -> Optional.of(Kind.PARCELS);
      case Phase.Collecting _ -> Optional.of(Kind.VECTOR);
      case Phase.AwaitingCharter _,
          Phase.AwaitingBase _,
          Phase.AwaitingOpen _,
          Phase.Advertising _,
          Phase.Revealing _,
          Phase.Aggregating _,
          Phase.Releasing _ ->
          Optional.empty();
    };
  }

  private static long bytes(Kind kind, SecAggRound session) {
    return switch (kind) {
      case PARCELS -> (long) Parcel.MAX_BYTES * (session.ids().size() - 1);
      case VECTOR -> session.vectorBytes();
    };
  }

  private static NoOpenRound outOfTime() {
    return new NoOpenRound(
        "no secure round deals shares or collects masked vectors now; follow the log");
  }

  /**
   * Lets a caller read. Parcels are for the nodes of the cohort whose session is under way, for
   * registries, which serve such nodes, and for aggregators. Masked vectors are for aggregators and
   * their registries once the round has closed, and for anybody once it is released.
   *
   * @throws Forbidden if it is none of these
   * @throws RoundOpen if the round has not closed
   */
  static void requireReadable(FederationState state, Caller caller, SecureBlob blob) {
    switch (blob.kind()) {
      case PARCELS -> requireParty(state, caller, blob);
      case VECTOR -> {
        if (!isReleased(state, blob)) {
          requireAggregator(state, caller);
          requireClosed(state, blob);
        }
      }
    }
  }

  private static void requireParty(FederationState state, Caller caller, SecureBlob blob) {
    if (caller.holder().role() == Role.NODE && !isOfCohort(state, caller, blob)) {
      throw new Forbidden("these parcels are for the nodes of the cohort, in their round");
    }
  }

  private static boolean isOfCohort(FederationState state, Caller caller, SecureBlob blob) {
    return state
        .secureRound()
        .flatMap(round -> round.cohort(blob.session()))
        .filter(cohort -> cohort.session().ids().contains(caller.key()))
        .isPresent();
  }

  private static void requireAggregator(FederationState state, Caller caller) {
    if (caller.holder().role() == Role.NODE
        || !state.charter().hasVote(caller.holder().organization())) {
      throw new Forbidden(
          "masked vectors are for aggregators, and for anybody once the round is released");
    }
  }

  private static void requireClosed(FederationState state, SecureBlob blob) {
    Round round = state.round(blob.round()).orElseThrow();
    if (round.cutoff().isEmpty()) {
      throw new RoundOpen(
          "round %d, in which the vector was logged, has not closed".formatted(round.number()));
    }
  }

  /** Whether anybody may read it: a masked vector of a round whose release is in force. */
  static boolean isPublic(FederationState state, SecureBlob blob) {
    return blob.kind() == Kind.VECTOR && isReleased(state, blob);
  }

  private static boolean isReleased(FederationState state, SecureBlob blob) {
    return state.releases().stream()
        .anyMatch(release -> release.release().round().equals(Optional.of(blob.round())));
  }
}
