package io.commonweight.federation.round;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.Refusal.Code;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.statement.Advisory;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Complaint;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Evaluation;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.RoundStep;
import io.commonweight.sdk.statement.SecureMessage;
import io.commonweight.sdk.statement.Update;
import java.util.Map;
import java.util.Optional;

/** Whether a verified statement may follow a log prefix. */
final class Admission {
  private final FederationState state;

  Admission(FederationState state) {
    this.state = state;
  }

  Optional<Refusal> judge(SignedStatement signed) {
    return overCap(signed)
        .or(() -> tooEarly(signed))
        .or(() -> inAnotherLog(signed))
        .or(() -> withoutVote(signed))
        .or(() -> state.directory().judge(signed))
        .or(() -> byKind(signed));
  }

  private Optional<Refusal> byKind(SignedStatement signed) {
    return switch (signed.predicate()) {
      case Charter _, Delegation _, Revocation _ -> Optional.empty();
      case Release release when release.sequence() == 0 -> base(signed, release);
      case Release release -> release(signed, release);
      case RoundOpen _ -> roundOpen(signed);
      case RoundStep step -> new SecureAdmission(state).judge(step);
      case RoundClose close -> roundClose(signed, close);
      case SecureMessage message -> new SecureAdmission(state).judge(message);
      case Update update -> update(signed, update);
      case Aggregate aggregate -> aggregate(signed, aggregate);
      case Evaluation evaluation -> evaluation(evaluation);
      case Advisory advisory -> advisory(advisory);
      case Complaint complaint -> complaint(complaint);
    };
  }

  private Optional<Refusal> overCap(SignedStatement signed) {
    // Of messages of a session there is one of each kind at most.
    if (signed.holder().role() != Role.NODE || signed.predicate() instanceof SecureMessage) {
      return Optional.empty();
    }
    int cap = state.charter().rounds().statementsPerNode();
    int nodes = state.charter().member(signed.organization()).orElseThrow().nodes();
    int own = state.statements().getOrDefault(signed.signer(), 0);
    return own >= cap || statementsOf(signed.organization()) >= cap * nodes
        ? refuse(
            Code.STATEMENT_CAP,
            "node %s has logged the %d statements that the charter allows it in one round"
                .formatted(signed.signer(), cap))
        : Optional.empty();
  }

  /** Also of nodes that were revoked meanwhile. */
  private int statementsOf(String organization) {
    return state.statements().entrySet().stream()
        .filter(
            entry ->
                state
                    .directory()
                    .delegations()
                    .find(entry.getKey())
                    .filter(node -> node.organization().equals(organization))
                    .isPresent())
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Until its charter is ratified, a federation has nothing else to say. */
  private Optional<Refusal> tooEarly(SignedStatement signed) {
    return state.directory().succession().isFounded() || signed.predicate() instanceof Charter
        ? Optional.empty()
        : wrongPhase(signed);
  }

  /** A charter that moves the federation is voted for in the log that it moves to. */
  private Optional<Refusal> inAnotherLog(SignedStatement signed) {
    Epoch epoch = state.epoch();
    Optional<Charter> proposed = signed.proposal().map(Founding::charter);
    if (state.isSettled()) {
      return proposed.filter(next -> next.log().epoch() != epoch.number()).isEmpty()
          ? Optional.empty()
          : refuse(Code.STATE, "a charter that moves the log is voted for in the log it moves to");
    }
    return proposed.filter(epoch::isMovedHereBy).isPresent()
        ? Optional.empty()
        : refuse(
            Code.STATE,
            "this log waits for a charter of epoch %d that follows its first entry"
                .formatted(epoch.number()));
  }

  /** Only organizations that aggregate decide what becomes of rounds and releases. */
  private Optional<Refusal> withoutVote(SignedStatement signed) {
    return switch (signed.predicate()) {
      case Release _, RoundOpen _, RoundStep _, RoundClose _, Aggregate _, Advisory _ ->
          state.charter().hasVote(signed.organization())
              ? Optional.empty()
              : refuse(Code.ROLE, signed.organization() + " does not aggregate and has no vote");
      case Charter _, Delegation _, Revocation _, Update _, Evaluation _, Complaint _ ->
          Optional.empty();
      case SecureMessage _ -> Optional.empty();
    };
  }

  private Optional<Refusal> update(SignedStatement signed, Update update) {
    if (state.rounds().isEmpty()) {
      return wrongPhase(signed);
    }
    if (state.privacy().isSecure() || isSecure(update.round())) {
      return refuse(
          Code.STATE,
          "privacy %s: no updates are taken, nodes mask what they submit"
              .formatted(state.privacy()));
    }
    long most =
        state.directory().delegations().find(update.node()).orElseThrow().delegation().maxWeight();
    return update.frames() <= most
        ? Optional.empty()
        : refuse(
            Code.STATE,
            "%d frames, but the node's delegation allows %d: state at most that"
                .formatted(update.frames(), most));
  }

  private boolean isSecure(Sha256 round) {
    return state.round(round).filter(of -> of.open().privacy().isSecure()).isPresent();
  }

  private Optional<Refusal> advisory(Advisory advisory) {
    return state.release(advisory.release()).isPresent()
        ? Optional.empty()
        : refuse(Code.STATE, "there is no release " + advisory.release());
  }

  private Optional<Refusal> complaint(Complaint complaint) {
    return state.charter().member(complaint.against()).isPresent()
        ? Optional.empty()
        : refuse(Code.STATE, complaint.against() + " is no member");
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
    if (!release.charter().equals(state.directory().charterDigest())
        || !release.policy().equals(state.charter().policy())) {
      return refuse(Code.STATE, "release 0 names another charter or policy");
    }
    return contradicts(signed, awaiting.votes());
  }

  private Optional<Refusal> roundOpen(SignedStatement signed) {
    if (state.round(signed.digest()).isPresent()) {
      return Optional.empty();
    }
    if (!(state.phase() instanceof Phase.AwaitingOpen)) {
      return wrongPhase(signed);
    }
    Optional<String> hindrance = Opening.hindrance(state);
    if (hindrance.isPresent()) {
      return refuse(Code.STATE, hindrance.get());
    }
    return signed.predicate().equals(Derivation.nextRound(state))
        ? Optional.empty()
        : refuse(Code.STATE, "this is not the round-open that follows from the last release");
  }

  private Optional<Refusal> roundClose(SignedStatement signed, RoundClose close) {
    Optional<Round> round = state.round(close.round());
    if (round.isEmpty()) {
      return unknownRound(close.round());
    }
    boolean isTooEarly =
        state.phase() instanceof Phase.Advertising || state.phase() instanceof Phase.Dealing;
    return isTooEarly && state.openRound().equals(round) ? wrongPhase(signed) : Optional.empty();
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
      case Phase.Releasing(Round current, Votes<Aggregate> votes, var _, var _, var _)
          when current.id().equals(aggregate.round()) ->
          contradicts(signed, votes);
      case Phase.AwaitingCharter _,
          Phase.AwaitingBase _,
          Phase.AwaitingOpen _,
          Phase.Advertising _,
          Phase.Dealing _,
          Phase.Collecting _,
          Phase.Revealing _,
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
