package io.commonweight.federation.round;

import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.charter.Succession;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Advisory;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Complaint;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Evaluation;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.RoundStep;
import io.commonweight.sdk.statement.RoundStep.Step;
import io.commonweight.sdk.statement.SecureMessage;
import io.commonweight.sdk.statement.Update;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One step of {@link FederationState}: an admitted entry is noted, and then it is seen whether a
 * quorum is complete.
 */
final class Transition {
  private final FederationState before;
  private final FederationState state;
  private final long index;
  private final SignedStatement signed;

  Transition(FederationState before, long index, SignedStatement signed) {
    this.before = before;
    this.state = counted(before, index, signed);
    this.index = index;
    this.signed = signed;
  }

  FederationState next() {
    return settle(noted());
  }

  private FederationState noted() {
    return switch (signed.predicate()) {
      case Charter _ -> charter();
      case Delegation _, Revocation _, Complaint _ -> state;
      case Release release -> release(logged(release));
      case RoundOpen open -> roundOpen(logged(open));
      case RoundStep step -> roundStep(logged(step));
      case RoundClose close -> roundClose(logged(close));
      case SecureMessage message ->
          state.with(state.history().with(state.history().secure().with(logged(message))));
      case Update update -> state.with(state.history().withUpdate(logged(update)));
      case Aggregate aggregate -> aggregate(logged(aggregate));
      case Evaluation evaluation -> state.with(state.history().withEvaluation(logged(evaluation)));
      case Advisory advisory ->
          state.with(state.history().withAdvisory(logged(advisory), state.charter()));
    };
  }

  private FederationState charter() {
    if (before.directory().succession().isFounded()
        && signed.digest().equals(before.directory().charterDigest())) {
      return state; // a straggler's, of the charter in force
    }
    FederationState voted = state.with(state.history().withBallot(signed.digest(), index));
    return isRatified() ? renewed(voted) : voted;
  }

  private boolean isRatified() {
    Succession now = state.directory().succession();
    Succession then = before.directory().succession();
    return now.isFounded() != then.isFounded() || !now.inForce().equals(then.inForce());
  }

  /** A charter has just come into force: some votes must be cast anew or count no more. */
  private static FederationState renewed(FederationState state) {
    Charter charter = state.charter();
    return state
        .with(state.history().withCharter(charter, state.directory().charterDigest()))
        .with(
            switch (state.phase()) {
              case Phase.AwaitingCharter _, Phase.AwaitingBase _ ->
                  new Phase.AwaitingBase(Votes.none());
              case Phase.AwaitingOpen _ -> new Phase.AwaitingOpen(Votes.none());
              case Phase.Advertising(var round, var votes) ->
                  new Phase.Advertising(round, votes.under(charter));
              case Phase.Dealing(var round, var votes) ->
                  new Phase.Dealing(round, votes.under(charter));
              case Phase.Collecting(var round, var votes) ->
                  new Phase.Collecting(round, votes.under(charter));
              case Phase.Revealing(var round, var votes) ->
                  new Phase.Revealing(round, votes.under(charter));
              case Phase.Aggregating(var round, var votes) ->
                  new Phase.Aggregating(round, votes.under(charter));
              case Phase.Releasing(var round, var aggregates, var result, var standing, var _) ->
                  new Phase.Releasing(
                      round, aggregates.under(charter), result, standing, Votes.none());
            });
  }

  private FederationState release(Logged<Release> vote) {
    if (state.release(vote.digest()).isPresent()) {
      return state; // a straggler's, of a release in force
    }
    return switch (state.phase()) {
      case Phase.AwaitingBase(Votes<Release> votes) ->
          state.with(new Phase.AwaitingBase(votes.with(vote)));
      case Phase.Releasing(var round, var aggregates, var result, var standing, var votes) ->
          state.with(new Phase.Releasing(round, aggregates, result, standing, votes.with(vote)));
      case Phase.AwaitingCharter _,
          Phase.AwaitingOpen _,
          Phase.Advertising _,
          Phase.Dealing _,
          Phase.Collecting _,
          Phase.Revealing _,
          Phase.Aggregating _ ->
          state;
    };
  }

  private FederationState roundOpen(Logged<RoundOpen> vote) {
    return state.phase() instanceof Phase.AwaitingOpen(Votes<RoundOpen> votes)
            && state.round(vote.digest()).isEmpty()
        ? state.with(new Phase.AwaitingOpen(votes.with(vote)))
        : state;
  }

  /** A vote for a step that is over changes nothing. */
  private FederationState roundStep(Logged<RoundStep> vote) {
    RoundStep said = vote.statement();
    return switch (state.phase()) {
      case Phase.Advertising(Round round, Votes<RoundStep> votes)
          when said.equals(new RoundStep(round.id(), Step.ADVERTISING)) ->
          state.with(new Phase.Advertising(round, votes.with(vote)));
      case Phase.Dealing(Round round, Votes<RoundStep> votes)
          when said.equals(new RoundStep(round.id(), Step.DEALING)) ->
          state.with(new Phase.Dealing(round, votes.with(vote)));
      case Phase.Revealing(Round round, Votes<RoundStep> votes)
          when said.equals(new RoundStep(round.id(), Step.REVEALING)) ->
          state.with(new Phase.Revealing(round, votes.with(vote)));
      case Phase.AwaitingCharter _,
          Phase.AwaitingBase _,
          Phase.AwaitingOpen _,
          Phase.Advertising _,
          Phase.Dealing _,
          Phase.Collecting _,
          Phase.Revealing _,
          Phase.Aggregating _,
          Phase.Releasing _ ->
          state;
    };
  }

  private FederationState roundClose(Logged<RoundClose> vote) {
    return state.phase() instanceof Phase.Collecting(Round round, Votes<RoundClose> votes)
            && round.id().equals(vote.statement().round())
        ? state.with(new Phase.Collecting(round, votes.with(vote)))
        : state;
  }

  private FederationState aggregate(Logged<Aggregate> vote) {
    return switch (state.phase()) {
      case Phase.Aggregating(Round round, Votes<Aggregate> votes)
          when round.id().equals(vote.statement().round()) ->
          state.with(new Phase.Aggregating(round, votes.with(vote)));
      case Phase.Releasing(var round, var aggregates, var result, var standing, var votes)
          when round.id().equals(vote.statement().round()) ->
          state.with(new Phase.Releasing(round, aggregates.with(vote), result, standing, votes));
      case Phase.AwaitingCharter _,
          Phase.AwaitingBase _,
          Phase.AwaitingOpen _,
          Phase.Advertising _,
          Phase.Dealing _,
          Phase.Collecting _,
          Phase.Revealing _,
          Phase.Aggregating _,
          Phase.Releasing _ ->
          state;
    };
  }

  /** Goes on to the next phase if what this one waits for is there. */
  private FederationState settle(FederationState noted) {
    Quorum quorum = quorum(noted);
    return switch (noted.phase()) {
      case Phase.AwaitingCharter _ -> noted;
      // Release 0 rests on no round, so everybody must have agreed to it.
      case Phase.AwaitingBase(var votes) ->
          votes.leading(quorum.parties()).isEmpty()
              ? noted
              : released(noted, votes.leading(quorum.parties()), List.of());
      case Phase.AwaitingOpen(var votes) ->
          votes.leading(quorum.required()).isEmpty()
              ? noted
              : opened(noted, votes.leading(quorum.required()).getFirst());
      case Phase.Advertising(var round, var votes) ->
          ended(noted, votes, quorum, new Phase.Dealing(round, Votes.none()));
      case Phase.Dealing(var round, var votes) ->
          ended(noted, votes, quorum, new Phase.Collecting(round, Votes.none()));
      case Phase.Collecting(var round, var votes) ->
          votes.cast().size() < quorum.required() ? noted : closed(noted, round.closedAt(index));
      case Phase.Revealing(var round, var votes) ->
          ended(noted, votes, quorum, new Phase.Aggregating(round, Votes.none()));
      case Phase.Aggregating(var round, var votes) -> aggregated(noted, round, votes, quorum);
      case Phase.Releasing(var _, var aggregates, var result, var standing, var votes) ->
          votes.leading(quorum.required()).isEmpty()
              ? noted
              : released(
                  noted,
                  votes.leading(quorum.required()),
                  within(standing, agreeing(aggregates, result)));
    };
  }

  private FederationState opened(FederationState noted, Logged<RoundOpen> open) {
    var round = new Round(open.digest(), open.statement(), index, OptionalLong.empty());
    FederationState opened = noted.with(noted.history().with(round));
    if (!round.open().privacy().isSecure()) {
      return opened.with(new Phase.Collecting(round, Votes.none()));
    }
    SecureRound secure =
        new Cohorts(noted.directory()).of(round, noted.latestRelease().orElseThrow().release());
    return opened
        .with(opened.history().with(opened.history().secure().begin(secure)))
        .with(new Phase.Advertising(round, Votes.none()));
  }

  private static FederationState ended(
      FederationState noted, Votes<RoundStep> votes, Quorum quorum, Phase next) {
    return votes.cast().size() < quorum.required() ? noted : noted.with(next);
  }

  /** The next window begins, so each node's statements are counted anew. */
  private static FederationState closed(FederationState noted, Round round) {
    return new FederationState(
        noted.directory(),
        noted.epoch(),
        noted.size(),
        round.open().privacy().isSecure()
            ? new Phase.Revealing(round, Votes.none())
            : new Phase.Aggregating(round, Votes.none()),
        noted
            .history()
            .with(round)
            .with(
                noted.history().secure().closedAt(round.cutoff().orElseThrow(), noted.directory())),
        Map.of());
  }

  private FederationState aggregated(
      FederationState noted, Round round, Votes<Aggregate> votes, Quorum quorum) {
    for (Logged<Aggregate> vote : votes.cast()) {
      List<Logged<Aggregate>> equal = agreeing(votes, vote.statement().result());
      if (equal.size() >= quorum.required()) {
        Directory directory = noted.directory().at(medianTime(equal));
        var standing =
            new Release.Standing(noted.size(), directory.delegations().revocationsDigest());
        return noted
            .with(directory)
            .with(
                new Phase.Releasing(
                    round, votes, vote.statement().result(), standing, Votes.none()));
      }
    }
    return noted;
  }

  /** Between the clocks of honest organizations, as long as liars are fewer than half. */
  private static long medianTime(List<Logged<Aggregate>> equal) {
    List<Long> times = equal.stream().map(vote -> vote.statement().time()).sorted().toList();
    return times.get((times.size() - 1) / 2);
  }

  private FederationState released(
      FederationState noted, List<Logged<Release>> votes, List<Logged<Aggregate>> aggregates) {
    var release =
        new LoggedRelease(
            votes.getFirst().statement(),
            votes.getFirst().digest(),
            index,
            votes.stream().map(Logged::index).toList(),
            aggregates.stream().map(Logged::index).toList());
    return noted
        .with(noted.history().with(release).with(noted.history().secure().released()))
        .with(new Phase.AwaitingOpen(Votes.none()));
  }

  private static List<Logged<Aggregate>> agreeing(Votes<Aggregate> votes, Aggregate.Result result) {
    return votes.cast().stream().filter(vote -> vote.statement().result().equals(result)).toList();
  }

  /** What the release rests on: a straggler's aggregate comes too late for that. */
  private static List<Logged<Aggregate>> within(
      Release.Standing standing, List<Logged<Aggregate>> aggregates) {
    return aggregates.stream().filter(vote -> vote.index() < standing.logSize()).toList();
  }

  private static Quorum quorum(FederationState state) {
    return state.charter().organizationQuorum();
  }

  private static FederationState counted(
      FederationState before, long index, SignedStatement signed) {
    Map<Fingerprint, Integer> statements = new HashMap<>(before.statements());
    if (signed.holder().role() == Role.NODE && !(signed.predicate() instanceof SecureMessage)) {
      statements.merge(signed.signer(), 1, Integer::sum);
    }
    return new FederationState(
        before.directory().with(index, signed),
        before.epoch(),
        before.size() + 1,
        before.phase(),
        before.history(),
        statements);
  }

  private <P extends Predicate> Logged<P> logged(P predicate) {
    return Logged.of(index, signed, predicate);
  }
}
