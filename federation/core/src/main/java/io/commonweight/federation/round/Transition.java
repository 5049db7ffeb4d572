package io.commonweight.federation.round;

import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Evaluation;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Update;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** One step of {@link FederationState}: an admitted entry, and what it changes. */
final class Transition {
  private final FederationState state;
  private final long index;
  private final SignedStatement signed;
  private final Quorum quorum;

  Transition(FederationState before, long index, SignedStatement signed) {
    this.state = counted(before, signed);
    this.index = index;
    this.signed = signed;
    this.quorum = before.charter().quorum();
  }

  FederationState next() {
    return switch (signed.predicate()) {
      case Charter charter -> charter(logged(charter));
      case Release release when release.sequence() == 0 -> base(logged(release));
      case Release release -> release(logged(release));
      case RoundOpen open -> roundOpen(logged(open));
      case RoundClose close -> roundClose(logged(close));
      case Update update -> update(logged(update));
      case Aggregate aggregate -> aggregate(logged(aggregate));
      case Evaluation evaluation -> evaluation(logged(evaluation));
    };
  }

  private FederationState charter(Logged<Charter> vote) {
    if (!(state.phase() instanceof Phase.AwaitingCharter(Votes<Charter> votes))) {
      return state;
    }
    Votes<Charter> more = votes.with(vote);
    return state.with(
        more.agreeing() >= quorum.required()
            ? new Phase.AwaitingBase(Votes.none())
            : new Phase.AwaitingCharter(more));
  }

  private FederationState base(Logged<Release> vote) {
    if (!(state.phase() instanceof Phase.AwaitingBase(Votes<Release> votes))) {
      return state;
    }
    Votes<Release> more = votes.with(vote);
    // Release 0 rests on no round, so everybody must have agreed to it.
    return more.agreeing() < quorum.organizations()
        ? state.with(new Phase.AwaitingBase(more))
        : released(vote, more, List.of());
  }

  private FederationState roundOpen(Logged<RoundOpen> vote) {
    if (!(state.phase() instanceof Phase.AwaitingOpen(Votes<RoundOpen> votes))) {
      return state;
    }
    Votes<RoundOpen> more = votes.with(vote);
    if (more.agreeing() < quorum.required()) {
      return state.with(new Phase.AwaitingOpen(more));
    }
    var round = new Round(vote.digest(), vote.statement(), index, OptionalLong.empty());
    return new FederationState(
        state.founding(),
        state.size(),
        new Phase.Collecting(round, Votes.none()),
        state.releases(),
        plus(state.rounds(), round),
        state.updates(),
        state.evaluations(),
        Map.of());
  }

  private FederationState roundClose(Logged<RoundClose> vote) {
    if (!(state.phase() instanceof Phase.Collecting(Round round, Votes<RoundClose> votes))
        || !round.id().equals(vote.statement().round())) {
      return state;
    }
    Votes<RoundClose> more = votes.with(vote);
    if (more.agreeing() < quorum.required()) {
      return state.with(new Phase.Collecting(round, more));
    }
    Round closed = round.closedAt(index);
    var rounds = new ArrayList<>(state.rounds());
    rounds.set(rounds.size() - 1, closed);
    return new FederationState(
        state.founding(),
        state.size(),
        new Phase.Aggregating(closed, Votes.none()),
        state.releases(),
        rounds,
        state.updates(),
        state.evaluations(),
        state.statements());
  }

  private FederationState aggregate(Logged<Aggregate> vote) {
    return switch (state.phase()) {
      case Phase.Aggregating(Round round, Votes<Aggregate> votes)
          when round.id().equals(vote.statement().round()) ->
          aggregating(round, votes.with(vote), vote.statement().result());
      case Phase.Releasing(var round, var aggregates, var result, var votes)
          when round.id().equals(vote.statement().round()) ->
          state.with(new Phase.Releasing(round, aggregates.with(vote), result, votes));
      case Phase.AwaitingCharter _,
          Phase.AwaitingBase _,
          Phase.AwaitingOpen _,
          Phase.Collecting _,
          Phase.Aggregating _,
          Phase.Releasing _ ->
          state;
    };
  }

  private FederationState aggregating(
      Round round, Votes<Aggregate> votes, Aggregate.Result result) {
    return state.with(
        agreeing(votes, result).size() >= quorum.required()
            ? new Phase.Releasing(round, votes, result, Votes.none())
            : new Phase.Aggregating(round, votes));
  }

  private FederationState release(Logged<Release> vote) {
    if (!(state.phase()
        instanceof
        Phase.Releasing(
            Round round,
            Votes<Aggregate> aggregates,
            Aggregate.Result result,
            Votes<Release> votes))) {
      return state;
    }
    Votes<Release> more = votes.with(vote);
    return more.forDigest(vote.digest()).size() < quorum.required()
        ? state.with(new Phase.Releasing(round, aggregates, result, more))
        : released(vote, more, agreeing(aggregates, result));
  }

  private FederationState released(
      Logged<Release> last, Votes<Release> votes, List<Logged<Aggregate>> aggregates) {
    var release =
        new LoggedRelease(
            last.statement(),
            last.digest(),
            index,
            votes.forDigest(last.digest()).stream().map(Logged::index).toList(),
            aggregates.stream().map(Logged::index).toList());
    return new FederationState(
        state.founding(),
        state.size(),
        new Phase.AwaitingOpen(Votes.none()),
        plus(state.releases(), release),
        state.rounds(),
        state.updates(),
        state.evaluations(),
        state.statements());
  }

  private FederationState update(Logged<Update> update) {
    return new FederationState(
        state.founding(),
        state.size(),
        state.phase(),
        state.releases(),
        state.rounds(),
        plus(state.updates(), update),
        state.evaluations(),
        state.statements());
  }

  private FederationState evaluation(Logged<Evaluation> evaluation) {
    return new FederationState(
        state.founding(),
        state.size(),
        state.phase(),
        state.releases(),
        state.rounds(),
        state.updates(),
        plus(state.evaluations(), evaluation),
        state.statements());
  }

  private static List<Logged<Aggregate>> agreeing(Votes<Aggregate> votes, Aggregate.Result result) {
    return votes.cast().stream().filter(vote -> vote.statement().result().equals(result)).toList();
  }

  private static FederationState counted(FederationState before, SignedStatement signed) {
    Map<Fingerprint, Integer> statements = new HashMap<>(before.statements());
    if (signed.holder().role() == Role.NODE) {
      statements.merge(signed.signer(), 1, Integer::sum);
    }
    return new FederationState(
        before.founding(),
        before.size() + 1,
        before.phase(),
        before.releases(),
        before.rounds(),
        before.updates(),
        before.evaluations(),
        statements);
  }

  private <P extends Predicate> Logged<P> logged(P predicate) {
    return Logged.of(index, signed, predicate);
  }

  private static <T> List<T> plus(List<T> list, T element) {
    var more = new ArrayList<>(list);
    more.add(element);
    return more;
  }
}
