package io.commonweight.federation.round;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.Refusal.Code;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Evaluation;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Update;
import java.util.Optional;

/** Whether a verified statement may follow a log prefix. */
final class Admission {
  private final FederationState state;

  Admission(FederationState state) {
    this.state = state;
  }

  Optional<Refusal> judge(SignedStatement signed) {
    if (signed.holder().role() == Role.NODE && isOverCap(signed)) {
      return refuse(
          Code.STATEMENT_CAP,
          "node "
              + signed.signer()
              + " has logged the "
              + state.charter().rounds().statementsPerNode()
              + " statements that the charter allows it between two rounds");
    }
    return switch (signed.predicate()) {
      case Charter _ -> charter(signed);
      case Release release when release.sequence() == 0 -> base(signed, release);
      case Release release -> release(signed, release);
      case RoundOpen _ -> roundOpen(signed);
      case RoundClose close -> roundClose(close);
      case Update _ -> state.rounds().isEmpty() ? wrongPhase(signed) : Optional.empty();
      case Aggregate aggregate -> aggregate(signed, aggregate);
      case Evaluation evaluation -> evaluation(evaluation);
    };
  }

  private boolean isOverCap(SignedStatement signed) {
    return state.statements().getOrDefault(signed.signer(), 0)
        >= state.charter().rounds().statementsPerNode();
  }

  private Optional<Refusal> charter(SignedStatement signed) {
    if (!signed.digest().equals(state.founding().charterDigest())) {
      return refuse(Code.STATE, "this log belongs to charter " + state.founding().charterDigest());
    }
    return aggregating(signed);
  }

  private Optional<Refusal> base(SignedStatement signed, Release release) {
    if (state.latestRelease().isPresent()) {
      return state.releases().getFirst().digest().equals(signed.digest())
          ? Optional.empty()
          : refuse(Code.STATE, "another release 0 is in force");
    }
    if (!(state.phase() instanceof Phase.AwaitingBase awaiting)) {
      return wrongPhase(signed);
    }
    if (!release.charter().equals(state.founding().charterDigest())
        || !release.policy().equals(state.charter().policy())) {
      return refuse(Code.STATE, "release 0 names another charter or policy");
    }
    return aggregating(signed).or(() -> contradicts(signed, awaiting.votes()));
  }

  private Optional<Refusal> roundOpen(SignedStatement signed) {
    if (state.round(signed.digest()).isPresent()) {
      return Optional.empty();
    }
    if (!(state.phase() instanceof Phase.AwaitingOpen)) {
      return wrongPhase(signed);
    }
    return signed.predicate().equals(Derivation.nextRound(state))
        ? Optional.empty()
        : refuse(Code.STATE, "this is not the round-open that follows from the last release");
  }

  private Optional<Refusal> roundClose(RoundClose close) {
    return state.round(close.round()).isPresent() ? Optional.empty() : unknownRound(close.round());
  }

  private Optional<Refusal> aggregate(SignedStatement signed, Aggregate aggregate) {
    Optional<Round> round = state.round(aggregate.round());
    if (round.isEmpty()) {
      return unknownRound(aggregate.round());
    }
    if (round.get().cutoff().isEmpty()) {
      return refuse(Code.STATE, "round " + round.get().number() + " has not closed");
    }
    return switch (state.phase()) {
      case Phase.Aggregating(Round current, Votes<Aggregate> votes)
          when current.id().equals(aggregate.round()) ->
          contradicts(signed, votes);
      case Phase.Releasing(Round current, Votes<Aggregate> votes, var _, var _)
          when current.id().equals(aggregate.round()) ->
          contradicts(signed, votes);
      case Phase.AwaitingCharter _,
          Phase.AwaitingBase _,
          Phase.AwaitingOpen _,
          Phase.Collecting _,
          Phase.Aggregating _,
          Phase.Releasing _ ->
          Optional.empty(); // a straggler's, of a round that is over
    };
  }

  private Optional<Refusal> release(SignedStatement signed, Release release) {
    if (state.release(signed.digest()).isPresent()) {
      return Optional.empty();
    }
    if (!(state.phase() instanceof Phase.Releasing releasing)) {
      return wrongPhase(signed);
    }
    if (!Derivation.follows(release, state, releasing)) {
      return refuse(
          Code.STATE,
          "this is not the release that follows from round " + releasing.round().number());
    }
    return contradicts(signed, releasing.votes());
  }

  private Optional<Refusal> evaluation(Evaluation evaluation) {
    return state
            .release(evaluation.release())
            .filter(release -> release.release().weights().sha256().equals(evaluation.policy()))
            .isPresent()
        ? Optional.empty()
        : refuse(Code.STATE, "no release " + evaluation.release() + " with such weights");
  }

  /** Only organizations that count toward the quorum found a federation. */
  private Optional<Refusal> aggregating(SignedStatement signed) {
    return state.charter().hasVote(signed.organization())
        ? Optional.empty()
        : refuse(Code.ROLE, signed.organization() + " runs no aggregator and has no vote");
  }

  private static Optional<Refusal> contradicts(
      SignedStatement signed, Votes<? extends Predicate> votes) {
    return votes
        .of(signed.organization())
        .filter(earlier -> !earlier.digest().equals(signed.digest()))
        .map(
            earlier ->
                new Refusal(
                    Code.STATE,
                    signed.organization() + " has said otherwise at index " + earlier.index()));
  }

  private Optional<Refusal> wrongPhase(SignedStatement signed) {
    return refuse(
        Code.STATE,
        "a %s cannot be logged while the federation is in phase %s"
            .formatted(
                signed.predicate().getClass().getSimpleName(),
                state.phase().getClass().getSimpleName()));
  }

  private static Optional<Refusal> unknownRound(Sha256 round) {
    return refuse(Code.STATE, "there is no round " + round);
  }

  private static Optional<Refusal> refuse(Code code, String detail) {
    return Optional.of(new Refusal(code, detail));
  }
}
