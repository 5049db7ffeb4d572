package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.federation.secagg.Survivors.Survivor;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Quorum;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server that lies about who counts. Four of the five nodes have sent their vectors. */
class LyingServerTest {
  private final SecAggFixture fixture = new SecAggFixture(new Quorum(5, 0, 3), 4);
  private final LiveSession session;
  private final Survivors logged;

  LyingServerTest() throws SecAggException {
    session = new LiveSession(fixture, fixture.nodes().subList(0, 4));
    logged = session.survivors();
  }

  @Test
  void honestServerIsAnswered() throws SecAggException {
    Reveal reveal =
        session.open(session.node(0).reveal(session.request(), logged), Reveal.class).message();

    assertThat(reveal.seeds().stream().map(Reveal.Opened::dealer).toList())
        .isEqualTo(session.ids(0, 1, 2, 3));
    assertThat(reveal.keys().stream().map(Reveal.Opened::dealer).toList())
        .isEqualTo(session.ids(4));
  }

  @Test
  void otherSurvivorsForOtherNodesAreRefused() throws SecAggException {
    var _ = session.node(0).reveal(session.request(), logged);

    assertRefused(Reason.NOT_WITNESSED, 1, request(session.ids(0, 1, 2), session.ids(3, 4)));
    assertRefused(Reason.NOT_WITNESSED, 2, request(session.ids(1, 2, 3), session.ids(0, 4)));
  }

  @Test
  void dropoutThatIsNamedAsSurvivorIsRefused() {
    assertRefused(Reason.NOT_WITNESSED, 0, request(session.ids(0, 1, 2, 3, 4), session.ids()));
  }

  @Test
  void nodeOnBothSidesIsRefused() {
    assertRefused(
        Reason.SURVIVOR_AND_DROPOUT, 0, request(session.ids(0, 1, 2, 3), session.ids(3, 4)));
  }

  @Test
  void nodeThatIsNamedTwiceIsRefused() {
    assertRefused(Reason.REPEATED_NODE, 0, request(session.ids(0, 1, 2, 3, 3), session.ids(4)));
    assertRefused(Reason.REPEATED_NODE, 1, request(session.ids(0, 1, 2, 3), session.ids(4, 4)));
  }

  @Test
  void tooSmallASetIsRefusedEvenIfItIsLogged() {
    assertRefused(Reason.TOO_FEW, 0, request(session.ids(0, 1), session.ids(2, 3, 4)));
    assertRefused(
        Reason.TOO_FEW,
        1,
        request(session.ids(0, 1), session.ids(2, 3, 4)),
        with(logged.nodes().subList(0, 2)));
  }

  @Test
  void nodeOfNoPartIsRefused() {
    Fingerprint foreign = new Fingerprint(digest("foreign"));
    List<Fingerprint> survivors = new ArrayList<>(session.ids(0, 1, 2, 3));
    survivors.add(foreign);

    assertRefused(Reason.UNKNOWN_NODE, 0, request(survivors, session.ids(4)));
    assertRefused(Reason.UNKNOWN_NODE, 1, request(session.ids(0, 1, 2, 3), List.of(foreign)));
  }

  @Test
  void nodeThatIsLeftOutOfTheRequestIsRefused() {
    assertRefused(Reason.UNACCOUNTED, 0, request(session.ids(0, 1, 2, 3), session.ids()));
  }

  @Test
  void survivorsWithoutTheNodeItselfAreRefused() {
    assertRefused(
        Reason.SELF_MISSING,
        0,
        request(session.ids(1, 2, 3), session.ids(0, 4)),
        with(logged.nodes().subList(1, 4)));
  }

  @Test
  void survivorsWithAnotherVectorInTheNodesNameAreRefused() {
    List<Survivor> changed = new ArrayList<>(logged.nodes());
    changed.set(0, new Survivor(fixture.node(0), digest("another vector")));

    assertRefused(
        Reason.SELF_MISSING, 0, request(session.ids(0, 1, 2, 3), session.ids(4)), with(changed));
  }

  @Test
  void anotherRoundIsRefused() throws SecAggException {
    var next =
        new LiveSession(new SecAggFixture(new Quorum(5, 0, 3), 4, "round 8"), fixture.nodes());

    assertRefused(Reason.OTHER_SESSION, 0, next.request());
    assertRefused(Reason.OTHER_SESSION, 1, session.request(), next.survivors());
  }

  @Test
  void survivorsOfOtherDealingsAreRefused() throws SecAggException {
    assertRefused(
        Reason.OTHER_TRANSCRIPT,
        0,
        session.request(),
        new Survivors(logged.session(), digest("other dealings"), logged.nodes()));
  }

  private UnmaskRequest request(List<Fingerprint> survivors, List<Fingerprint> dropouts) {
    return new UnmaskRequest(fixture.round().id(), survivors, dropouts);
  }

  private Survivors with(List<Survivor> nodes) {
    return new Survivors(logged.session(), logged.dealings(), nodes);
  }

  private void assertRefused(Reason reason, int node, UnmaskRequest request) {
    assertRefused(reason, node, request, logged);
  }

  private void assertRefused(Reason reason, int node, UnmaskRequest request, Survivors witnessed) {
    assertThat(
            catchThrowableOfType(
                    SecAggException.class, () -> session.node(node).reveal(request, witnessed))
                .reason())
        .isEqualTo(reason);
    assertThat(session.node(node).isClosed()).isTrue();
  }

  private static Sha256 digest(String of) {
    return Sha256.of(of.getBytes(StandardCharsets.UTF_8));
  }
}
