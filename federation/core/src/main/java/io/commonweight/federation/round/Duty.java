package io.commonweight.federation.round;

import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundOpen;
import java.time.Duration;

/**
 * What an organization's aggregator owes the federation now. It follows from the state, not from
 * the last event, so an aggregator that was away or was killed finds its work again by looking.
 */
public sealed interface Duty {

  /** Sign the opening of the next round. */
  record Open(RoundOpen statement) implements Duty {}

  /** Sign that the round may close. */
  record Close(RoundClose statement) implements Duty {}

  /** Recompute the round and state the result. */
  record Recompute(Round round, InputSet inputs) implements Duty {}

  /** Publish the weights and sign the release. */
  record Release(Round round, Aggregate.Result result) implements Duty {}

  /** Nothing: others have to act. */
  record Wait(String reason) implements Duty {}

  /**
   * The duty of an organization.
   *
   * @param sinceOpening how long ago, by its own clock, the organization saw the round open
   */
  static Duty of(FederationState state, String organization, Duration sinceOpening) {
    Quorum quorum = state.charter().quorum();
    return switch (state.phase()) {
      case Phase.AwaitingCharter(var votes) ->
          new Wait(waiting("the charter", votes.agreeing(), quorum.required()));
      case Phase.AwaitingBase(var votes) ->
          new Wait(waiting("release 0", votes.agreeing(), quorum.organizations()));
      case Phase.AwaitingOpen(var votes) ->
          votes.of(organization).isPresent()
              ? new Wait(waiting("round-open", votes.agreeing(), quorum.required()))
              : new Open(Derivation.nextRound(state));
      case Phase.Collecting(var round, var votes) ->
          votes.of(organization).isEmpty() && mayClose(state, round, sinceOpening)
              ? new Close(new RoundClose(round.id()))
              : new Wait(
                  votes.of(organization).isEmpty()
                      ? waiting("updates", submitted(state, round), state.charter().nodeCount())
                      : waiting("round-close", votes.agreeing(), quorum.required()));
      case Phase.Aggregating(var round, var votes) ->
          votes.of(organization).isPresent()
              ? new Wait(waiting("equal aggregates", votes.cast().size(), quorum.required()))
              : new Recompute(round, InputSet.of(state, round));
      case Phase.Releasing(var round, var _, var result, var votes) ->
          votes.of(organization).isPresent()
              ? new Wait(waiting("release signatures", votes.agreeing(), quorum.required()))
              : new Release(round, result);
    };
  }

  private static boolean mayClose(FederationState state, Round round, Duration sinceOpening) {
    int submitted = submitted(state, round);
    boolean overdue = sinceOpening.toSeconds() >= round.open().deadlineSeconds();
    return submitted == state.charter().nodeCount()
        || (overdue && submitted >= round.open().minUpdates());
  }

  /** How many enrolled nodes have logged an update of the round. */
  private static int submitted(FederationState state, Round round) {
    return (int)
        state.updates().stream()
            .filter(update -> update.statement().round().equals(round.id()))
            .map(Logged::signer)
            .distinct()
            .count();
  }

  private static String waiting(String what, int have, int need) {
    return "waiting for %s: %d of %d".formatted(what, have, need);
  }
}
