package io.commonweight.federation.round;

import io.commonweight.federation.secagg.Dealings;
import io.commonweight.federation.secagg.Roster;
import io.commonweight.federation.secagg.Survivors;
import io.commonweight.sdk.charter.Delegated;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundStep;
import io.commonweight.sdk.statement.RoundStep.Step;
import io.commonweight.sdk.statement.SecureMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How far a step of a secure round has come. It may end once all who were to speak have, or when
 * the deadline is past and enough have for a sum to come of it. After the first step, when those
 * who take part are known, it may end at twice the deadline in any case: who has left does not come
 * back, and the round must not wait for ever.
 */
final class SecureStep {
  private final FederationState state;
  private final Round round;
  private final String what;
  private final Duty whenOver;
  private final List<Part> parts;

  /** A cohort's part: who is to speak, and who has. */
  private record Part(List<Fingerprint> expected, List<Fingerprint> said, int threshold) {
    boolean isEnough() {
      return said.size() >= threshold;
    }
  }

  private SecureStep(
      FederationState state, Round round, String what, Duty whenOver, Function<Cohort, Part> part) {
    this.state = state;
    this.round = round;
    this.what = what;
    this.whenOver = whenOver;
    this.parts = state.secureRound().orElseThrow().cohorts().stream().map(part).toList();
  }

  /** Nodes say their keys. */
  static SecureStep advertising(FederationState state, Round round) {
    return new SecureStep(
        state,
        round,
        "keys of nodes",
        end(round, Step.ADVERTISING),
        cohort -> part(cohort, Optional.of(cohort.session().ids()), cohort.advertisements()));
  }

  /** The roster deals shares. */
  static SecureStep dealing(FederationState state, Round round) {
    return new SecureStep(
        state,
        round,
        "dealt shares",
        end(round, Step.DEALING),
        cohort -> part(cohort, cohort.roster().map(Roster::ids), cohort.dealt()));
  }

  /** Dealers send masked vectors. */
  static SecureStep collecting(FederationState state, Round round) {
    return new SecureStep(
        state,
        round,
        "masked vectors",
        new Duty.Close(new RoundClose(round.id())),
        cohort -> part(cohort, cohort.dealings().map(Dealings::ids), cohort.inputs()));
  }

  /** Survivors give out shares. */
  static SecureStep revealing(FederationState state, Round round) {
    return new SecureStep(
        state,
        round,
        "revealed shares",
        end(round, Step.REVEALING),
        cohort -> part(cohort, cohort.survivors().map(Survivors::ids), cohort.revealed()));
  }

  private static Duty end(Round round, Step step) {
    return new Duty.Step(new RoundStep(round.id(), step));
  }

  private static Part part(
      Cohort cohort,
      Optional<List<Fingerprint>> expected,
      List<? extends Logged<? extends SecureMessage>> said) {
    return new Part(
        expected.orElse(List.of()),
        said.stream().map(Logged::signer).toList(),
        cohort.session().threshold());
  }

  /**
   * What an organization owes in this step.
   *
   * @param votes those who have said that it is over
   * @param sinceStep how long ago, by its own clock, the organization saw it begin
   */
  Duty duty(Votes<?> votes, String organization, Duration sinceStep) {
    if (votes.of(organization).isPresent()) {
      return new Duty.Wait(
          "waiting for the end of the step %s: %d of %d organizations"
              .formatted(
                  state.phase().getClass().getSimpleName(),
                  votes.cast().size(),
                  state.charter().organizationQuorum().required()));
    }
    return mayEnd(sinceStep)
        ? whenOver
        : new Duty.Wait(
            "waiting for %s: %d of %d"
                .formatted(
                    what,
                    parts.stream().mapToInt(part -> part.said().size()).sum(),
                    parts.stream().mapToInt(part -> part.expected().size()).sum()));
  }

  private boolean mayEnd(Duration sinceStep) {
    long deadline = round.open().deadlineSeconds();
    return isComplete()
        || (sinceStep.toSeconds() >= deadline && isEnough())
        || (sinceStep.toSeconds() >= 2 * deadline && !(state.phase() instanceof Phase.Advertising));
  }

  /** Whoever has been revoked meanwhile is not waited for. */
  private boolean isComplete() {
    Set<Fingerprint> enrolled =
        state.directory().nodes().stream()
            .map(Delegated::delegation)
            .map(delegation -> delegation.fingerprint())
            .collect(Collectors.toSet());
    return parts.stream()
        .allMatch(
            part ->
                part.expected().stream()
                    .filter(enrolled::contains)
                    .allMatch(part.said()::contains));
  }

  private boolean isEnough() {
    if (state.phase() instanceof Phase.Revealing) {
      // A cohort that has survivors is one that others count on.
      return parts.stream().filter(part -> !part.expected().isEmpty()).allMatch(Part::isEnough);
    }
    int inEnough = parts.stream().filter(Part::isEnough).mapToInt(part -> part.said().size()).sum();
    int needed = state.phase() instanceof Phase.Advertising ? round.open().minUpdates() : 1;
    return inEnough >= needed;
  }
}
