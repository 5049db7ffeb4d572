package io.commonweight.federation.round;

import static io.commonweight.federation.FederationFixture.aggregate;
import static io.commonweight.federation.FederationFixture.aggregatorKey;
import static io.commonweight.federation.FederationFixture.digest;
import static io.commonweight.federation.FederationFixture.nodeKey;
import static io.commonweight.federation.FederationFixture.rootKey;
import static io.commonweight.federation.FederationFixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.NextCharter;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.Refusal.Code;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rounds in which updates of earlier rounds count too, and rounds that close at a goal. */
class StaleUpdatesTest {
  private static final int STALENESS = 2;

  private final FederationFixture federation =
      new FederationFixture(4, new Charter.Rounds(2, 3, STALENESS, 60, 4));

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @Test
  void updateOfAnEarlierRoundCountsUntilItIsTooStale() {
    FederationState state = opened(4);
    List<Round> rounds = state.rounds();
    long late = state.size();
    state = federation.then(state, update(rounds.get(0), 1), nodeKey(1));
    state = federation.then(state, update(rounds.get(1), 2), nodeKey(2));
    state = federation.then(state, update(rounds.get(2), 3), nodeKey(3));
    state = federation.then(state, update(rounds.get(3), 4), nodeKey(4));

    InputSet inputs = closed(state);

    assertThat(ages(inputs)).isEqualTo(Map.of(node(2), 2, node(3), 1, node(4), 0));
    assertThat(inputs.rejected()).containsExactly(new Rejection(late, node(1), Reason.LATE));
  }

  @Test
  void updateThatIsLoggedBetweenTwoRoundsCountsInTheSecond() {
    FederationState state = federation.open(federation.based());
    Round first = state.openRound().orElseThrow();
    state = close(state);
    state = federation.then(state, update(first, 1), nodeKey(1));
    assertThat(state.window(state.size() - 1)).isEmpty();

    state = federation.open(released(state));

    assertThat(state.window(state.size() - federation.required() - 1)).isEqualTo(state.openRound());
    assertThat(ages(closed(state))).isEqualTo(Map.of(node(1), 1));
  }

  @Test
  void staleUpdateStartsFromTheBaseOfItsOwnRound() {
    FederationState state = opened(2);
    Sha256 newer = state.rounds().getLast().open().base();
    state = federation.then(state, update(state.rounds().getFirst(), 1, newer), nodeKey(1));

    assertThat(reasons(closed(state))).containsExactly(node(1) + " WRONG_BASE");
  }

  @Test
  void oneUpdateOfANodeCountsInAWindow() {
    FederationState state = opened(2);
    state = federation.then(state, update(state.rounds().getFirst(), 1), nodeKey(1));
    state = federation.then(state, update(state.rounds().getLast(), 1), nodeKey(1));

    InputSet inputs = closed(state);

    assertThat(ages(inputs)).isEqualTo(Map.of(node(1), 1));
    assertThat(reasons(inputs)).containsExactly(node(1) + " DUPLICATE");
  }

  @Test
  void updateThatCountedInItsRoundCountsInNoOther() {
    FederationState state = federation.open(federation.based());
    Round first = state.openRound().orElseThrow();
    state = federation.then(state, update(first, 1), nodeKey(1));
    state = federation.open(released(close(state)));

    state = federation.then(state, update(first, 1, digest("again")), nodeKey(1));
    state = federation.then(state, update(first, 2), nodeKey(2));

    InputSet inputs = closed(state);
    assertThat(ages(inputs)).isEqualTo(Map.of(node(2), 1));
    assertThat(reasons(inputs)).containsExactly(node(1) + " DUPLICATE");
  }

  @Test
  void integersOfOtherScalesDoNotCountAndTakeNobodysPlace() {
    FederationState state = federation.open(federation.based());
    Round first = state.openRound().orElseThrow();
    state = federation.open(released(ratified(close(state), coarser())));
    state = federation.then(state, update(first, 1), nodeKey(1));
    state = federation.then(state, update(state.rounds().getLast(), 1), nodeKey(1));

    assertThat(state.takes(first)).isFalse();
    InputSet inputs = closed(state);
    assertThat(ages(inputs)).isEqualTo(Map.of(node(1), 0));
    assertThat(reasons(inputs)).containsExactly(node(1) + " WRONG_BASE");
  }

  @Test
  void roundClosesAtOnceWhenAsManyUpdatesAsItsGoalCanCount() {
    FederationState state = opened(2);
    Round first = state.rounds().getFirst();
    Round second = state.rounds().getLast();
    state = federation.then(state, update(first, 1), nodeKey(1));
    state = federation.then(state, update(second, 2), nodeKey(2));
    state = federation.then(state, update(second, 3, digest("other")), nodeKey(3));
    assertThat(Duty.of(state, "org-1", Duration.ofSeconds(59)))
        .isEqualTo(new Duty.Wait("waiting for updates: 2 of 3"));

    state = federation.then(state, update(second, 4), nodeKey(4));

    assertThat(Duty.of(state, "org-1", Duration.ZERO))
        .isEqualTo(new Duty.Close(new RoundClose(second.id())));
  }

  @Test
  void deadlineClosesOnlyWithEnoughUpdatesThatCanCount() {
    FederationState state = opened(2);
    Round second = state.rounds().getLast();
    state = federation.then(state, update(second, 1), nodeKey(1));
    state = federation.then(state, update(second, 2, digest("other")), nodeKey(2));
    assertThat(Duty.of(state, "org-1", Duration.ofSeconds(60))).isInstanceOf(Duty.Wait.class);

    state = federation.then(state, update(second, 3), nodeKey(3));

    assertThat(Duty.of(state, "org-1", Duration.ofSeconds(60))).isInstanceOf(Duty.Close.class);
  }

  @Test
  void roundIsTakenUntilTheNextOneCannotReachBack() {
    FederationState state = federation.open(federation.based());
    Round first = state.openRound().orElseThrow();
    for (int number = 1; number <= STALENESS; number++) {
      assertThat(state.takes(first)).isTrue();
      state = close(state);
      assertThat(state.takes(first)).isTrue();
      state = federation.open(released(state));
    }
    assertThat(state.takes(first)).isTrue();

    state = close(state);

    assertThat(state.takes(first)).isFalse();
  }

  /** So that whoever rejects all of a window's updates has room for them. */
  @Test
  void statementsAreCountedFromCutoffToCutoff() {
    FederationState state = close(federation.open(federation.based()));
    Round first = state.rounds().getLast();
    for (int i = 0; i < 4; i++) {
      state = federation.then(state, update(first, 1, digest("late-" + i)), nodeKey(1));
    }
    state = federation.open(released(state));

    var fifth = federation.signed(state, update(state.rounds().getLast(), 1), nodeKey(1));

    assertThat(state.judge(fifth).orElseThrow().code()).isEqualTo(Code.STATEMENT_CAP);
  }

  @Test
  void digestTellsHowStaleAnInputIs() {
    FederationState state = opened(2);
    state = federation.then(state, update(state.rounds().getFirst(), 1), nodeKey(1));
    InputSet inputs = closed(state);

    assertThat(new InputSet(inputs.inputs(), inputs.rejected(), new TreeMap<>()).digest())
        .isNotEqualTo(inputs.digest());
  }

  /** Only which of its own updates came first can a node decide by their order. */
  @ParameterizedTest
  @MethodSource("seeds")
  void orderOfArrivalOfDifferentNodesChangesNothing(long seed) {
    var random = new Random(seed);
    FederationState before = opened(4);
    Map<Integer, List<Update>> sent = new TreeMap<>();
    for (int i = 1; i <= 4; i++) {
      sent.put(i, randomUpdates(before, i, random));
    }

    InputSet one = closed(logged(before, sent, random));
    InputSet other = closed(logged(before, sent, random));

    assertThat(ages(one)).isEqualTo(ages(other));
    assertThat(one.inputs())
        .extracting(Logged::statement)
        .isEqualTo(other.inputs().stream().map(Logged::statement).toList());
    assertThat(reasons(one)).containsExactlyInAnyOrderElementsOf(reasons(other));
    assertThat(one.inputs().size() + one.rejected().size())
        .isEqualTo(sent.values().stream().mapToInt(List::size).sum());
    assertThat(ages(one).values()).allMatch(age -> age <= STALENESS);
    assertThat(one.inputs()).extracting(Logged::signer).doesNotHaveDuplicates().isSorted();
  }

  private static List<Update> randomUpdates(FederationState state, int i, Random random) {
    List<Update> updates = new ArrayList<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      Round round = state.rounds().get(random.nextInt(4));
      boolean isRight = random.nextInt(4) > 0;
      Sha256 base = isRight ? round.open().base() : digest("base-" + count);
      updates.add(update(round, i, base));
    }
    return updates.stream().distinct().toList();
  }

  /** The state after all updates, those of each node in their order. */
  private FederationState logged(
      FederationState before, Map<Integer, List<Update>> sent, Random random) {
    List<Integer> order = new ArrayList<>();
    sent.forEach((i, updates) -> order.addAll(Collections.nCopies(updates.size(), i)));
    Collections.shuffle(order, random);
    Map<Integer, Integer> next = new TreeMap<>();
    FederationState state = before;
    for (int i : order) {
      Update update = sent.getOrDefault(i, List.of()).get(next.merge(i, 1, Integer::sum) - 1);
      state = federation.then(state, update, nodeKey(i));
    }
    return state;
  }

  /** The state with so many rounds, the last of which is open; nobody took part in the others. */
  private FederationState opened(int rounds) {
    FederationState state = federation.open(federation.based());
    for (int number = 1; number < rounds; number++) {
      state = federation.open(released(close(state)));
    }
    return state;
  }

  private FederationState close(FederationState state) {
    Round open = state.openRound().orElseThrow();
    return federation.byAggregators(state, federation.required(), new RoundClose(open.id()));
  }

  private InputSet closed(FederationState open) {
    FederationState state = close(open);
    return InputSet.of(state, state.rounds().getLast());
  }

  private FederationState released(FederationState closed) {
    FederationState state = closed;
    Round round = state.rounds().getLast();
    for (int i = 1; i <= federation.required(); i++) {
      String output = "weights-" + round.number();
      state = federation.then(state, aggregate(state, round, i, output), aggregatorKey(i));
    }
    var releasing = (Phase.Releasing) state.phase();
    return federation.released(
        state,
        federation.required(),
        Derivation.nextRelease(
            state,
            round,
            releasing.result(),
            releasing.standing(),
            new Release.File(Release.CARD, digest("card-" + round.number()), 120)));
  }

  private FederationState ratified(FederationState before, Founding next) {
    FederationState state = before;
    for (int i = 1; i <= federation.required(); i++) {
      try {
        state =
            state.apply(
                state.size(),
                state
                    .directory()
                    .verify(
                        FederationFixture.sign(next.charter(), rootKey(i)),
                        digest ->
                            Stream.of(next.keys())
                                .filter(k -> k.digest().equals(digest))
                                .findFirst()));
      } catch (RefusedException e) {
        throw new AssertionError(e);
      }
    }
    return state;
  }

  private Founding coarser() {
    Charter.Aggregation fine = federation.founding().charter().aggregation();
    return NextCharter.after(federation.founding())
        .withAggregation(
            new Charter.Aggregation(
                fine.specId(),
                fine.encoding(),
                fine.scaleBits() - 1,
                fine.tensorScales(),
                fine.normBound(),
                fine.nodeWeightCap(),
                fine.organizationWeightCap(),
                fine.maxUpdateBytes(),
                fine.rule(),
                fine.optimizer()))
        .documents();
  }

  private static Map<Fingerprint, Integer> ages(InputSet inputs) {
    Map<Fingerprint, Integer> ages = new TreeMap<>();
    inputs.inputs().forEach(input -> ages.put(input.signer(), inputs.staleness(input)));
    return ages;
  }

  private static List<String> reasons(InputSet inputs) {
    return inputs.rejected().stream().map(r -> r.node() + " " + r.reason()).toList();
  }

  private static Fingerprint node(int i) {
    return nodeKey(i).fingerprint();
  }
}
