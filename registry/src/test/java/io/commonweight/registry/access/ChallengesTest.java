package io.commonweight.registry.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.registry.access.Challenges.Challenge;
import io.commonweight.registry.problem.RegistryException.ChallengeRefused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ChallengesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;
  private final Challenges challenges = new Challenges(new SetClock());

  /** A clock that stands until it is set. */
  private final class SetClock extends Clock {
    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @Test
  void challengeIsUsedOnce() {
    Challenge challenge = challenges.issue();

    assertThatCode(() -> challenges.use(challenge.nonce())).doesNotThrowAnyException();
    assertThatThrownBy(() -> challenges.use(challenge.nonce()))
        .isInstanceOf(ChallengeRefused.class)
        .hasMessageContaining("answered before");
  }

  @Test
  void challengeExpires() {
    Challenge challenge = challenges.issue();
    now = START.plus(Challenges.VALIDITY).minus(Duration.ofSeconds(1));
    assertThatCode(() -> challenges.use(challenges.issue().nonce())).doesNotThrowAnyException();
    now = START.plus(Challenges.VALIDITY);

    assertThatThrownBy(() -> challenges.use(challenge.nonce()))
        .isInstanceOf(ChallengeRefused.class)
        .hasMessageContaining("expired");
  }

  @Test
  void changedExpiryIsDetected() {
    byte[] nonce = Base64.getUrlDecoder().decode(challenges.issue().nonce());
    nonce[7]++;
    String later = Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);

    assertThatThrownBy(() -> challenges.use(later))
        .isInstanceOf(ChallengeRefused.class)
        .hasMessageContaining("not of this registry");
  }
}
