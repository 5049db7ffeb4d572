package io.commonweight.cli.audit;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.round.RoundInputs;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.RoundStep.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a log says of one round: also what came too late to count. Filled by one thread. */
final class RoundTrail {
  private final Set<String> opened = new TreeSet<>();
  private final Set<String> closed = new TreeSet<>();
  private final Map<Step, Set<String>> ended = new EnumMap<>(Step.class);
  private final Set<String> released = new TreeSet<>();
  private final List<Logged<Aggregate>> aggregates = new ArrayList<>();
  private Optional<Round> round = Optional.empty();
  private Optional<FederationState> atCutoff = Optional.empty();
  private Optional<Aggregate.Result> standing = Optional.empty();
  private Optional<LoggedRelease> release = Optional.empty();

  void openedBy(String organization) {
    opened.add(organization);
  }

  void endedBy(Step step, String organization) {
    ended.computeIfAbsent(step, _ -> new TreeSet<>()).add(organization);
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
    boolean isSettled = now.cutoff().isPresent() && !(state.phase() instanceof Phase.Revealing);
    if (isSettled && atCutoff.isEmpty()) {
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

  /** The state when the round closed; of a secure one, when its masks could be taken off. */
  Optional<FederationState> atCutoff() {
    return atCutoff;
  }

  /** What was to be aggregated, once that follows from the log. */
  Optional<RoundInputs> inputs() {
    return atCutoff.map(state -> RoundInputs.of(state, round.orElseThrow()));
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

  /**
   * Those who had a vote and did not open, did not end a step of a secure round, did not close,
   * stated nothing, released nothing.
   */
  Absences absences() {
    Set<String> voters = new TreeSet<>();
    atCutoff.ifPresent(
        state ->
            state.charter().members().stream()
                .filter(Member::aggregates)
                .forEach(member -> voters.add(member.name())));
    var stated = new TreeSet<String>();
    aggregates.forEach(a -> stated.add(a.organization()));
    Map<Step, Set<String>> steps = new EnumMap<>(Step.class);
    if (round.orElseThrow().open().privacy().isSecure()) {
      for (Step step : Step.values()) {
        steps.put(step, without(voters, ended.getOrDefault(step, Set.of())));
      }
    }
    return new Absences(
        without(voters, opened),
        steps,
        without(voters, closed),
        without(voters, stated),
        release.isPresent() ? without(voters, released) : Set.of());
  }

  /** Who did not vote, of those who could. */
  record Absences(
      Set<String> open,
      Map<Step, Set<String>> steps,
      Set<String> close,
      Set<String> aggregate,
      Set<String> release) {
    /** Copies the sets. */
    Absences {
      steps = Collections.unmodifiableMap(new TreeMap<>(steps));
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
