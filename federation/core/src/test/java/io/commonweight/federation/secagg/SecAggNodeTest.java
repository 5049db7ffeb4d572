package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Quorum;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SecAggNodeTest {
  private static final int LENGTH = 10;
  private final SecAggFixture fixture = new SecAggFixture(new Quorum(4, 1, 3), LENGTH);

  @Test
  void nodesAndServerReachTheSumThatAnybodyRecomputes() throws SecAggException {
    List<Fingerprint> senders = fixture.nodes().subList(0, 3);
    var session = new LiveSession(fixture, senders);
    CollectedReveals reveals = session.inputs().close(session.survivors());
    for (int i = 0; i < 3; i++) {
      reveals.accept(
          session.open(
              session.node(i).reveal(reveals.request(), session.survivors()), Reveal.class));
    }

    SecureSum sum =
        SecureSum.of(
            Dealings.of(roster(session), session.dealings().all()),
            Survivors.parse(session.survivors().encode()),
            Recovered.parse(reveals.recover().encode()),
            reveals.parcelsToPublish());

    assertThat(sum.window(0, session.vectors())).isEqualTo(fixture.plainSum(senders));
  }

  private Roster roster(LiveSession session) throws SecAggException {
    return Roster.of(
        fixture.round(),
        List.of(
            session.open(session.node(0).advertise(), Advertisement.class),
            session.open(session.node(1).advertise(), Advertisement.class),
            session.open(session.node(2).advertise(), Advertisement.class),
            session.open(session.node(3).advertise(), Advertisement.class)));
  }

  @Test
  void nodeNeverAnswersTwice() throws SecAggException {
    var session = new LiveSession(fixture, fixture.nodes());
    var _ = session.node(0).reveal(session.request(), session.survivors());

    assertThat(session.node(0).isClosed()).isTrue();
    assertThatThrownBy(() -> session.node(0).reveal(session.request(), session.survivors()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this node is not in UnmaskState: its shares have been given out");
  }

  @Test
  void nodeThatRefusedDoesNotAnswerEvenTheRightQuestion() throws SecAggException {
    var session = new LiveSession(fixture, fixture.nodes());
    var lie = new UnmaskRequest(fixture.round().id(), session.ids(0, 1, 2), session.ids(3));
    assertThatThrownBy(() -> session.node(0).reveal(lie, session.survivors()))
        .isInstanceOf(SecAggException.class);

    assertThatThrownBy(() -> session.node(0).reveal(session.request(), session.survivors()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("it left: the request names other survivors than the log");
  }

  @Test
  void stepsAreTakenInOrderAndOnce() throws SecAggException {
    var session = new LiveSession(fixture, fixture.nodes());
    SecAggNode node = session.node(0);

    assertThatThrownBy(() -> node.deal(List.of())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(
            () -> node.receive(List.of(), session.dealings().parcelsFor(fixture.node(0))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> node.mask(new long[1])).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(node::commit).isInstanceOf(IllegalStateException.class);
    var _ = node.reveal(session.request(), session.survivors());
  }

  @Test
  void vectorIsMaskedWindowByWindowAndOnlyOnce() throws SecAggException {
    List<Fingerprint> senders = fixture.nodes().subList(1, 4);
    var whole = new LiveSession(fixture, fixture.nodes());
    var session = new LiveSession(fixture, senders);
    SecAggNode node = session.node(0);
    node.receive(session.dealings().all(), session.dealings().parcelsFor(fixture.node(0)));
    long[] vector = fixture.vector(fixture.node(0));

    byte[] first = node.mask(Arrays.copyOf(vector, 4));
    assertThatThrownBy(node::commit).hasMessage("4 of 10 elements are masked");
    assertThatThrownBy(() -> node.mask(vector)).hasMessage("10 elements, 6 are left");
    byte[] second = node.mask(Arrays.copyOfRange(vector, 4, LENGTH));
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);

    assertThat(both).isEqualTo(SecAggFixture.get(whole.vectors(), fixture.node(0)));
    assertThat(session.open(node.commit(), MaskedInput.class).message().vector())
        .isEqualTo(Sha256.of(both));
    assertThatThrownBy(() -> node.mask(new long[0])).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void valuesThatWouldWrapAroundAreRefused() throws SecAggException {
    var session = new LiveSession(fixture, fixture.nodes().subList(1, 4));
    SecAggNode node = session.node(0);
    node.receive(session.dealings().all(), session.dealings().parcelsFor(fixture.node(0)));

    assertThatThrownBy(() -> node.mask(new long[] {1L << 31}))
        .hasMessage("a value of magnitude above 2^31");
  }

  @Test
  void rosterWithoutThisNodeIsRefused() throws SecAggException {
    var nodes = new SecAggNode[4];
    for (int i = 0; i < 4; i++) {
      nodes[i] = new SecAggNode(fixture.round(), fixture.keys().get(i), new SeededRandom(i));
    }
    var others = new CollectedAdvertisements(fixture.round());
    for (int i = 1; i < 4; i++) {
      others.accept(Signed.open(nodes[i].advertise(), Advertisement.class, fixture.round()));
    }

    assertRefused(Reason.SELF_MISSING, () -> nodes[0].deal(others.all()));
    assertThat(nodes[0].isClosed()).isTrue();
  }

  @Test
  void rosterWithOtherKeysInThisNodesNameIsRefused() throws SecAggException {
    var session = new LiveSession(fixture, List.of());
    var restarted = new SecAggNode(fixture.round(), fixture.keys().get(0), new SeededRandom(99));
    Roster roster = roster(session);

    assertRefused(
        Reason.SELF_MISSING,
        () ->
            restarted.deal(
                List.of(
                    new Signed<>(roster.advertisement(fixture.node(0))),
                    new Signed<>(roster.advertisement(fixture.node(1))),
                    new Signed<>(roster.advertisement(fixture.node(2))))));
  }

  @Test
  void rosterThatIsTooSmallOrRepeatsANodeIsRefused() throws SecAggException {
    var one = new SecAggNode(fixture.round(), fixture.keys().get(0), new SeededRandom(1));
    var two = new SecAggNode(fixture.round(), fixture.keys().get(1), new SeededRandom(2));
    var mine = Signed.open(one.advertise(), Advertisement.class, fixture.round());
    var other = Signed.open(two.advertise(), Advertisement.class, fixture.round());

    assertRefused(Reason.TOO_FEW, () -> one.deal(List.of(mine, other)));
    assertRefused(Reason.REPEATED_NODE, () -> two.deal(List.of(mine, other, mine)));
  }

  @Test
  void nodeOutsideTheRoundCannotBegin() {
    var small = new SecAggFixture(new Quorum(3, 0, 2), LENGTH);

    assertRefused(
        Reason.UNKNOWN_NODE,
        () -> new SecAggNode(small.round(), fixture.keys().get(3), new SeededRandom(1)));
  }

  private static void assertRefused(Reason reason, ThrowingCallable step) {
    assertThat(catchThrowableOfType(SecAggException.class, step).reason()).isEqualTo(reason);
  }
}
