package io.commonweight.federation.round;

import io.commonweight.federation.secagg.SecAggException;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.Refusal.Code;
import io.commonweight.sdk.statement.KeyAdvertisement;
import io.commonweight.sdk.statement.MaskedInput;
import io.commonweight.sdk.statement.RoundStep;
import io.commonweight.sdk.statement.RoundStep.Step;
import io.commonweight.sdk.statement.SecureMessage;
import io.commonweight.sdk.statement.ShareDealing;
import io.commonweight.sdk.statement.ShareReveal;
import java.util.Optional;

/** Whether a statement of a secure round may follow a log prefix. */
final class SecureAdmission {
  private final FederationState state;

  SecureAdmission(FederationState state) {
    this.state = state;
  }

  /** Of each node one message of each kind, at its time, that fits those before it. */
  Optional<Refusal> judge(SecureMessage message) {
    Optional<Cohort> cohort = state.secureRound().flatMap(round -> round.cohort(message.session()));
    if (cohort.isEmpty()) {
      return refuse("no round that is under way has the session " + message.session());
    }
    if (!isTimeFor(message)) {
      return refuse(
          "a %s cannot be logged while the federation is in phase %s"
              .formatted(
                  message.getClass().getSimpleName(), state.phase().getClass().getSimpleName()));
    }
    if (cohort.get().hasSaid(message)) {
      return refuse(
          "node %s has logged a %s of this session already"
              .formatted(message.node(), message.getClass().getSimpleName()));
    }
    try {
      cohort.get().check(message);
      return Optional.empty();
    } catch (SecAggException e) {
      return refuse(e.reason() + ": " + e.getMessage());
    }
  }

  private boolean isTimeFor(SecureMessage message) {
    return switch (message) {
      case KeyAdvertisement _ -> state.phase() instanceof Phase.Advertising;
      case ShareDealing _ -> state.phase() instanceof Phase.Dealing;
      case MaskedInput _ -> state.phase() instanceof Phase.Collecting;
      case ShareReveal _ -> state.phase() instanceof Phase.Revealing;
    };
  }

  /** An organization's word that a step is over, which has begun; a straggler's is welcome. */
  Optional<Refusal> judge(RoundStep step) {
    Optional<Round> round = state.round(step.round());
    if (round.isEmpty()) {
      return refuse("there is no round " + step.round());
    }
    if (!round.get().open().privacy().isSecure()) {
      return refuse("round %d has no such steps: it is open".formatted(round.get().number()));
    }
    return round.get().equals(state.rounds().getLast()) && !hasBegun(step.step())
        ? refuse(
            "round %d has not come to the step %s".formatted(round.get().number(), step.step()))
        : Optional.empty();
  }

  private boolean hasBegun(Step step) {
    return switch (state.phase()) {
      case Phase.Advertising _ -> step == Step.ADVERTISING;
      case Phase.Dealing _, Phase.Collecting _ -> step != Step.REVEALING;
      case Phase.AwaitingCharter _,
          Phase.AwaitingBase _,
          Phase.AwaitingOpen _,
          Phase.Revealing _,
          Phase.Aggregating _,
          Phase.Releasing _ ->
          true;
    };
  }

  private static Optional<Refusal> refuse(String detail) {
    return Optional.of(new Refusal(Code.STATE, detail));
  }
}
