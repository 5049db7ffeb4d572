package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.MaskedInput;
import io.commonweight.sdk.statement.Quorum;
import java.util.List;
import org.junit.jupiter.api.Test;

class SecAggRoundTest {
  private final SecAggFixture fixture = new SecAggFixture(new Quorum(2, 0, 2), 1);

  @Test
  void messageOfANodeInThisSessionIsPartOfIt() throws SecAggException {
    fixture.round().requirePart(message(fixture.round().id(), fixture.node(0)));
  }

  @Test
  void messageOfAnotherSessionIsRefused() {
    Sha256 next = new SecAggFixture(new Quorum(2, 0, 2), 1, "round 8").round().id();

    assertRefused(Reason.OTHER_SESSION, message(next, fixture.node(0)));
  }

  @Test
  void nodeOutsideTheRoundIsRefused() {
    Fingerprint stranger = new SecAggFixture(new Quorum(3, 0, 2), 1).node(2);

    assertRefused(Reason.UNKNOWN_NODE, message(fixture.round().id(), stranger));
  }

  /** The session is bound to each of these, so a signature of one is none of another. */
  @Test
  void sessionNamesAllThatIsAgreedOn() {
    var quorum = new Quorum(2, 0, 2);

    assertThat(
            List.of(
                fixture.round(),
                new SecAggFixture(quorum, 2).round(),
                new SecAggFixture(quorum, 1, "round 8").round(),
                new SecAggFixture(quorum, 1, "round 7", new Modulus(33)).round(),
                new SecAggFixture(new Quorum(2, 1, 2), 1).round(),
                new SecAggFixture(new Quorum(3, 0, 2), 1).round(),
                new SecAggFixture(new Quorum(3, 0, 3), 1).round()))
        .doesNotHaveDuplicates();
    assertThat(fixture.round())
        .isEqualTo(new SecAggFixture(quorum, 1).round())
        .hasSameHashCodeAs(new SecAggFixture(quorum, 1).round());
  }

  private static MaskedInput message(Sha256 session, Fingerprint node) {
    return new MaskedInput(session, node, session, session);
  }

  private void assertRefused(Reason reason, MaskedInput message) {
    assertThat(
            catchThrowableOfType(SecAggException.class, () -> fixture.round().requirePart(message))
                .reason())
        .isEqualTo(reason);
  }
}
