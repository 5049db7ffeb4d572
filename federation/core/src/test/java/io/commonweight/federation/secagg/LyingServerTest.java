package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.federation.secagg.Survivors.Survivor;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.ShareReveal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A server that shows a log which lies about who counts. Four of the five nodes have sent their
 * vectors.
 */
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
    ShareReveal reveal = session.open(session.node(0).reveal(logged), ShareReveal.class).message();

    assertThat(reveal.seeds().stream().map(ShareReveal.Opened::dealer).toList())
        .isEqualTo(session.ids(0, 1, 2, 3));
    assertThat(reveal.keys().stream().map(ShareReveal.Opened::dealer).toList())
        .isEqualTo(session.ids(4));
  }

  @Test
  void tooSmallASetIsRefused() {
    assertRefused(Reason.TOO_FEW, 0, with(logged.nodes().subList(0, 2)));
  }

  @Test
  void nodeOfNoPartIsRefused() {
    List<Survivor> more = new ArrayList<>(logged.nodes());
    more.add(
        new Survivor(new Fingerprint(Sha256.ofBytes(filled((byte) 0xff))), digest("a vector")));

    assertRefused(Reason.UNKNOWN_NODE, 0, with(more));
  }

  @Test
  void survivorsWithoutTheNodeItselfAreRefused() {
    assertRefused(Reason.SELF_MISSING, 0, with(logged.nodes().subList(1, 4)));
  }

  @Test
  void survivorsWithAnotherVectorInTheNodesNameAreRefused() {
    List<Survivor> changed = new ArrayList<>(logged.nodes());
    changed.set(0, new Survivor(fixture.node(0), digest("another vector")));

    assertRefused(Reason.SELF_MISSING, 0, with(changed));
  }

  @Test
  void anotherRoundIsRefused() throws SecAggException {
    var next =
        new LiveSession(new SecAggFixture(new Quorum(5, 0, 3), 4, "round 8"), fixture.nodes());

    assertRefused(Reason.OTHER_SESSION, 0, next.survivors());
  }

  @Test
  void survivorsOfOtherDealingsAreRefused() {
    assertRefused(
        Reason.OTHER_TRANSCRIPT,
        0,
        new Survivors(logged.session(), digest("other dealings"), logged.nodes()));
  }

  private Survivors with(List<Survivor> nodes) {
    return new Survivors(logged.session(), logged.dealings(), nodes);
  }

  private void assertRefused(Reason reason, int node, Survivors witnessed) {
    assertThat(
            catchThrowableOfType(SecAggException.class, () -> session.node(node).reveal(witnessed))
                .reason())
        .isEqualTo(reason);
    assertThat(session.node(node).isClosed()).isTrue();
  }

  private static byte[] filled(byte value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, value);
    return bytes;
  }

  private static Sha256 digest(String of) {
    return Sha256.of(of.getBytes(StandardCharsets.UTF_8));
  }
}
