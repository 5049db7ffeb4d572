package io.commonweight.cli.audit;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a log says of one round: also what came too late to count. Filled by one thread. */
final class RoundTrail {
  private final Set<String> opened = new TreeSet<>();
  private final Set<String> closed = new TreeSet<>();
  private final Set<String> released = new TreeSet<>();
  private final List<Logged<Aggregate>> aggregates = new ArrayList<>();
  private Optional<Round> round = Optional.empty();
  private Optional<FederationState> atCutoff = Optional.empty();
  private Optional<Aggregate.Result> standing = Optional.empty();
  private Optional<LoggedRelease> release = Optional.empty();

  void openedBy(String organization) {
    opened.add(organization);
  }

  void closedBy(String organization) {
    closed.add(organization);
  }

  void releasedBy(String organization) {
    released.add(organization);
  }

  void aggregated(Logged<Aggregate> aggregate) {
    aggregates.add(aggregate);
  }

  /**
   * Notes how far the round has come.
   *
   * @param state the state in which that is so
   */
  void is(Round now, FederationState state) {
    round = Optional.of(now);
    if (now.cutoff().isPresent() && atCutoff.isEmpty()) {
      atCutoff = Optional.of(state);
    }
  }

  void stands(Aggregate.Result result) {
    standing = Optional.of(result);
  }

  void released(LoggedRelease result) {
    release = Optional.of(result);
  }

  /** The round; absent if it never opened. */
  Optional<Round> round() {
    return round;
  }

  /** The state when the round closed. */
  Optional<FederationState> atCutoff() {
    return atCutoff;
  }

  /** The updates that were to be aggregated, once the round has closed. */
  Optional<InputSet> inputs() {
    return atCutoff.map(state -> InputSet.of(state, round.orElseThrow()));
  }

  /** Every aggregate of the round, in log order. */
  List<Logged<Aggregate>> aggregates() {
    return List.copyOf(aggregates);
  }

  /** What a quorum of aggregates agreed on. */
  Optional<Aggregate.Result> standing() {
    return standing;
  }

  /** The release that came of it. */
  Optional<LoggedRelease> release() {
    return release;
  }

  /** Those who stated what the quorum agreed on. */
  Set<String> agreeing() {
    var names = new TreeSet<String>();
    aggregates.stream()
        .filter(a -> standing.filter(a.statement().result()::equals).isPresent())
        .forEach(a -> names.add(a.organization()));
    return names;
  }

  /** Those who had a vote and did not open, did not close, stated nothing, released nothing. */
  Absences absences() {
    Set<String> voters = new TreeSet<>();
    atCutoff.ifPresent(
        state ->
            state.charter().members().stream()
                .filter(Member::aggregates)
                .forEach(member -> voters.add(member.name())));
    var stated = new TreeSet<String>();
    aggregates.forEach(a -> stated.add(a.organization()));
    return new Absences(
        without(voters, opened),
        without(voters, closed),
        without(voters, stated),
        release.isPresent() ? without(voters, released) : Set.of());
  }

  /** Who did not vote, of those who could. */
  record Absences(Set<String> open, Set<String> close, Set<String> aggregate, Set<String> release) {
    /** Copies the sets. */
    Absences {
      open = new TreeSet<>(open);
      close = new TreeSet<>(close);
      aggregate = new TreeSet<>(aggregate);
      release = new TreeSet<>(release);
    }
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    var left = new TreeSet<>(all);
    left.removeAll(some);
    return left;
  }
}
