package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.ReleaseFixture.digest;
import static io.commonweight.sdk.verify.ReleaseFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.verify.Check.Step;
import io.commonweight.sdk.verify.Demands.Wanted;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was seen before, and what becomes of it. */
class FloorTest {
  private static final int SEQUENCE = 3;
  private static final long FAR_FUTURE = 4_000_000_000L;

  private final ReleaseFixture federation = new ReleaseFixture("genuine");
  private final Release release = federation.release(SEQUENCE, files(SEQUENCE));

  @Test
  void theFloorRisesToWhatWasVerified() {
    Verification verification =
        federation.verifier().verify(federation.log(release).evidence().encode());

    Floor floor = federation.verifier().floorAbove(verification.release().orElseThrow());

    assertThat(floor)
        .isEqualTo(
            new Floor(
                SEQUENCE,
                new Statement(release).digest(),
                1,
                federation.log(release).checkpoint(),
                federation.cosigned().getEpochSecond()));
  }

  @Test
  void theFloorNeverFalls() {
    Floor high = new Floor(9, digest("9"), 4, federation.log(release).checkpoint(), FAR_FUTURE / 2);
    ReleaseVerifier verifier = verifier(Wanted.ANY, Optional.of(high));

    assertThat(
            verifier.floorAbove(
                federation
                    .verifier()
                    .verify(federation.log(release).evidence().encode())
                    .release()
                    .orElseThrow()))
        .isEqualTo(high);
  }

  @Test
  void theSameStateAgainIsConsistent() {
    Verification verification = above(SEQUENCE, 18, federation.log(release).evidence().encode());

    assertThat(said(verification, Step.CONSISTENCY)).isEqualTo("the state of size 18 seen before");
    assertThat(said(verification, Step.SEQUENCE)).isEqualTo("release 3 again");
  }

  @Test
  void theTailShowsThatTheLogGrew() {
    assertThat(
            said(
                above(SEQUENCE, 16, federation.log(release).evidence().encode()), Step.CONSISTENCY))
        .isEqualTo("grown from 16 to 18 entries");
  }

  @Test
  void aProofShowsThatTheLogGrewFromBeforeTheTail() {
    assertThat(
            said(
                above(SEQUENCE, 9, federation.log(release).evidenceSince(9).encode()),
                Step.CONSISTENCY))
        .isEqualTo("grown from 9 to 18 entries");
  }

  @Test
  void releasesThatWerePassedOverAreReported() {
    assertThat(said(above(0, 18, federation.log(release).evidence().encode()), Step.SEQUENCE))
        .isEqualTo("release 3; 1 to 2 were not seen here");
  }

  @Test
  void anOlderReleaseIsGivenToWhoeverNamesIt() {
    Floor floor = floor(7, 18);

    assertThat(
            said(
                verifier(Wanted.ANY, Optional.of(floor))
                    .verify(federation.log(release).evidence().encode()),
                Step.SEQUENCE))
        .isEqualTo("release 3, older than 7, as was asked for");
  }

  private Verification above(int sequence, int size, byte[] evidence) {
    return verifier(Wanted.LATEST, Optional.of(floor(sequence, size))).verify(evidence);
  }

  private Floor floor(int sequence, int size) {
    return new Floor(
        sequence,
        new Statement(release).digest(),
        1,
        federation.log(release).checkpoint(size),
        federation.issued().getEpochSecond());
  }

  private ReleaseVerifier verifier(Wanted wanted, Optional<Floor> floor) {
    return new ReleaseVerifier(
        federation.founding().charterDigest(),
        ReleaseFixture.POLICY,
        Demands.of(wanted),
        floor,
        federation.clock());
  }

  private static String said(Verification verification, Step step) {
    assertThat(verification.failure()).isEmpty();
    return verification.checks().stream()
        .filter(check -> check.step() == step)
        .map(Check::detail)
        .findFirst()
        .orElseThrow();
  }
}
