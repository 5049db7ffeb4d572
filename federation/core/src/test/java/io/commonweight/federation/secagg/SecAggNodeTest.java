package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.KeyAdvertisement;
import io.commonweight.sdk.statement.MaskedInput;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.ShareReveal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SecAggNodeTest {
  private static final int LENGTH = 10;
  private final SecAggFixture fixture = new SecAggFixture(new Quorum(4, 1, 3), LENGTH);

  @Test
  void nodesAndServerReachTheSumThatAnybodyRecomputes() throws SecAggException {
    List<Fingerprint> senders = fixture.nodes().subList(0, 3);
    var session = new LiveSession(fixture, senders);
    Survivors survivors = session.survivors();
    List<Signed<ShareReveal>> reveals = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      reveals.add(session.open(session.node(i).reveal(survivors), ShareReveal.class));
    }
    Map<Route, Parcel> parcels = new HashMap<>();
    SecureSum.neededParcels(session.dealings(), survivors)
        .forEach(route -> parcels.put(route, session.parcel(route)));

    SecureSum sum =
        SecureSum.of(
            session.dealings(),
            survivors,
            new Reveals(session.dealings(), survivors).recover(reveals),
            parcels);

    assertThat(sum.window(0, session.vectors())).isEqualTo(fixture.plainSum(senders));
  }

  @Test
  void nodeNeverAnswersTwice() throws SecAggException {
    var session = new LiveSession(fixture, fixture.nodes());
    var _ = session.node(0).reveal(session.survivors());

    assertThat(session.node(0).isClosed()).isTrue();
    assertThatThrownBy(() -> session.node(0).reveal(session.survivors()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this node is not in UnmaskState: its shares have been given out");
  }

  @Test
  void nodeThatRefusedDoesNotAnswerEvenTheRightQuestion() throws SecAggException {
    var session = new LiveSession(fixture, fixture.nodes());
    Survivors logged = session.survivors();
    var lie = new Survivors(logged.session(), logged.dealings(), logged.nodes().subList(1, 4));
    assertThatThrownBy(() -> session.node(0).reveal(lie)).isInstanceOf(SecAggException.class);

    assertThatThrownBy(() -> session.node(0).reveal(session.survivors()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("it left: this node's vector was sent");
  }

  @Test
  void stepsAreTakenInOrderAndOnce() throws SecAggException {
    var session = new LiveSession(fixture, fixture.nodes());
    SecAggNode node = session.node(0);

    assertThatThrownBy(() -> node.deal(List.of())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> node.receive(List.of(), session.parcelsFor(fixture.node(0))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> node.mask(new long[1])).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(node::commit).isInstanceOf(IllegalStateException.class);
    var _ = node.reveal(session.survivors());
  }

  @Test
  void vectorIsMaskedWindowByWindowAndOnlyOnce() throws SecAggException {
    List<Fingerprint> senders = fixture.nodes().subList(1, 4);
    var whole = new LiveSession(fixture, fixture.nodes());
    var session = new LiveSession(fixture, senders);
    SecAggNode node = session.node(0);
    node.receive(session.dealt(), session.parcelsFor(fixture.node(0)));
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
    node.receive(session.dealt(), session.parcelsFor(fixture.node(0)));

    assertThatThrownBy(() -> node.mask(new long[] {1L << 31}))
        .hasMessage("a value of magnitude above 2^31");
  }

  @Test
  void rosterWithoutThisNodeIsRefused() throws SecAggException {
    var nodes = new SecAggNode[4];
    for (int i = 0; i < 4; i++) {
      nodes[i] = new SecAggNode(fixture.round(), fixture.keys().get(i), new SeededRandom(i));
    }
    List<Signed<KeyAdvertisement>> others = new ArrayList<>();
    var session = new LiveSession(fixture, List.of());
    for (int i = 1; i < 4; i++) {
      others.add(session.open(nodes[i].advertise(), KeyAdvertisement.class));
    }

    assertRefused(Reason.SELF_MISSING, () -> nodes[0].deal(others));
    assertThat(nodes[0].isClosed()).isTrue();
  }

  @Test
  void rosterWithOtherKeysInThisNodesNameIsRefused() throws SecAggException {
    var session = new LiveSession(fixture, List.of());
    var restarted = new SecAggNode(fixture.round(), fixture.keys().get(0), new SeededRandom(99));

    assertRefused(Reason.SELF_MISSING, () -> restarted.deal(session.advertisements()));
  }

  @Test
  void rosterThatIsTooSmallOrRepeatsANodeIsRefused() throws SecAggException {
    var one = new SecAggNode(fixture.round(), fixture.keys().get(0), new SeededRandom(1));
    var two = new SecAggNode(fixture.round(), fixture.keys().get(1), new SeededRandom(2));
    var session = new LiveSession(fixture, List.of());
    var mine = session.open(one.advertise(), KeyAdvertisement.class);
    var other = session.open(two.advertise(), KeyAdvertisement.class);

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
