package io.commonweight.federation.round;

import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.Release.Standing;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.RoundStep;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an organization's aggregator owes the federation now. It follows from the state, not from
 * the last event, so an aggregator that was away or was killed finds its work again by looking.
 */
public sealed interface Duty {

  /** Sign the opening of the next round. */
  record Open(RoundOpen statement) implements Duty {}

  /** Sign that a step of a secure round may end. */
  record Step(RoundStep statement) implements Duty {}

  /** Sign that the round may close. */
  record Close(RoundClose statement) implements Duty {}

  /** Recompute the round and state the result. */
  record Recompute(Round round, RoundInputs inputs) implements Duty {}

  /** Publish the weights and sign the release. */
  record Release(Round round, Aggregate.Result result, Standing standing) implements Duty {}

  /** Nothing: others have to act. */
  record Wait(String reason) implements Duty {}

  /**
   * The duty of an organization.
   *
   * @param sinceStep how long ago, by its own clock, the organization saw the phase begin
   */
  static Duty of(FederationState state, String organization, Duration sinceStep) {
    Quorum quorum = state.charter().organizationQuorum();
    return switch (state.phase()) {
      case Phase.AwaitingCharter() -> new Wait("waiting for the charter to be ratified");
      case Phase.AwaitingBase(var votes) ->
          new Wait(waiting("release 0", votes.agreeing(), quorum.parties()));
      case Phase.AwaitingOpen(var votes) ->
          votes.of(organization).isPresent()
              ? new Wait(waiting("round-open", votes.agreeing(), quorum.required()))
              : Opening.hindrance(state)
                  .<Duty>map(Wait::new)
                  .orElseGet(() -> new Open(Derivation.nextRound(state)));
      case Phase.Advertising(var round, var votes) ->
          SecureStep.advertising(state, round).duty(votes, organization, sinceStep);
      case Phase.Dealing(var round, var votes) ->
          SecureStep.dealing(state, round).duty(votes, organization, sinceStep);
      case Phase.Collecting(var round, var votes) when round.open().privacy().isSecure() ->
          SecureStep.collecting(state, round).duty(votes, organization, sinceStep);
      case Phase.Collecting(var round, var votes) ->
          votes.of(organization).isEmpty() && mayClose(state, round, sinceStep)
              ? new Close(new RoundClose(round.id()))
              : new Wait(
                  votes.of(organization).isEmpty()
                      ? waiting("updates", counting(state), wanted(state, round))
                      : waiting("round-close", votes.agreeing(), quorum.required()));
      case Phase.Revealing(var round, var votes) ->
          SecureStep.revealing(state, round).duty(votes, organization, sinceStep);
      case Phase.Aggregating(var round, var votes) ->
          votes.of(organization).isPresent()
              ? new Wait(waiting("equal aggregates", votes.cast().size(), quorum.required()))
              : new Recompute(round, RoundInputs.of(state, round));
      case Phase.Releasing(var round, var _, var result, var standing, var votes) ->
          votes.of(organization).isPresent()
              ? new Wait(waiting("release signatures", votes.agreeing(), quorum.required()))
              : new Release(round, result, standing);
    };
  }

  private static boolean mayClose(FederationState state, Round round, Duration sinceStep) {
    Set<Fingerprint> enrolled = enrolled(state);
    boolean overdue = sinceStep.toSeconds() >= round.open().deadlineSeconds();
    int counting = counting(state);
    return (!enrolled.isEmpty() && submitted(state, round).containsAll(enrolled))
        || (round.open().goal() > 0 && counting >= round.open().goal())
        || (overdue && counting >= round.open().minUpdates());
  }

  /** How many updates would be aggregated if the open round were closed here. */
  private static int counting(FederationState state) {
    return state.openRound().map(round -> InputSet.soFar(state, round).inputs().size()).orElse(0);
  }

  private static int wanted(FederationState state, Round round) {
    int enrolled = enrolled(state).size();
    return round.open().goal() > 0 ? Math.min(round.open().goal(), enrolled) : enrolled;
  }

  private static Set<Fingerprint> enrolled(FederationState state) {
    return state.directory().nodes().stream()
        .map(node -> node.delegation().fingerprint())
        .collect(Collectors.toSet());
  }

  /** The nodes that have logged an update of the round. */
  private static Set<Fingerprint> submitted(FederationState state, Round round) {
    return state.updates().stream()
        .filter(update -> update.statement().round().equals(round.id()))
        .map(Logged::signer)
        .collect(Collectors.toSet());
  }

  private static String waiting(String what, int have, int need) {
    return "waiting for %s: %d of %d".formatted(what, have, need);
  }
}
