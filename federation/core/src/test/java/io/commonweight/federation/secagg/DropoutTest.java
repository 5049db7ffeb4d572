package io.commonweight.federation.secagg;

import static io.commonweight.federation.secagg.SecAggFixture.only;
import static io.commonweight.federation.secagg.SecAggFixture.subsets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.ShareReveal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes that leave at any step: the sum is that of the survivors, or there is none. */
class DropoutTest {
  private static final int LENGTH = 5;

  /** Every threshold that two to five nodes may have. */
  static Stream<Quorum> quorums() {
    return IntStream.rangeClosed(2, 5)
        .boxed()
        .flatMap(
            n ->
                IntStream.rangeClosed(n / 2 + 1, n)
                    .mapToObj(t -> new Quorum(n, Math.max(0, Math.min(n - 1, 2 * t - n - 1)), t)));
  }

  static LongStream seeds() {
    return LongStream.range(0, 4);
  }

  @ParameterizedTest
  @MethodSource("quorums")
  void everyPatternGivesTheSumOfTheSurvivorsOrNone(Quorum quorum) throws SecAggException {
    var fixture = new SecAggFixture(quorum, LENGTH);
    Map<Fingerprint, AdvertiseState> begun = fixture.begin(1);
    for (List<Fingerprint> advertised : subsets(fixture.nodes())) {
      if (advertised.size() < quorum.required()) {
        assertTooFew(() -> Session.Dealt.of(fixture, only(begun, advertised), 2));
      } else {
        dealersLeave(Session.Dealt.of(fixture, only(begun, advertised), 2), advertised);
      }
    }
  }

  private static void dealersLeave(Session.Dealt dealt, List<Fingerprint> advertised)
      throws SecAggException {
    for (List<Fingerprint> dealers : subsets(advertised)) {
      if (dealers.size() < dealt.fixture().round().threshold()) {
        assertTooFew(() -> dealt.mask(dealers));
      } else {
        sendersLeave(dealt.mask(dealers), dealers);
      }
    }
  }

  private static void sendersLeave(Session.Masked masked, List<Fingerprint> dealers)
      throws SecAggException {
    for (List<Fingerprint> senders : subsets(dealers)) {
      if (senders.size() < masked.fixture().round().threshold()) {
        assertTooFew(() -> masked.survivors(senders));
      } else {
        answerersLeave(masked, senders);
      }
    }
  }

  private static void answerersLeave(Session.Masked masked, List<Fingerprint> senders)
      throws SecAggException {
    Survivors survivors = masked.survivors(senders);
    for (List<Fingerprint> answering : subsets(senders)) {
      List<Signed<ShareReveal>> reveals = masked.reveal(survivors, answering);
      if (answering.size() < masked.fixture().round().threshold()) {
        assertTooFew(() -> masked.recover(survivors, reveals));
      } else {
        assertThat(masked.sum(survivors, reveals)).isEqualTo(masked.fixture().plainSum(senders));
      }
    }
  }

  private static void assertTooFew(ThrowingCallable step) {
    assertThat(catchThrowableOfType(SecAggException.class, step).reason())
        .isEqualTo(Reason.TOO_FEW);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void twentyNodesOfWhichSomeLeaveAtEachStepGiveTheSumOfTheSurvivors(long seed)
      throws SecAggException {
    var random = new Random(seed);
    var fixture = new SecAggFixture(new Quorum(20, 3, 12), LENGTH);
    List<Fingerprint> advertised = someLeave(fixture.nodes(), random);
    Session.Dealt dealt = Session.Dealt.of(fixture, only(fixture.begin(seed), advertised), seed);
    List<Fingerprint> dealers = someLeave(advertised, random);
    Session.Masked masked = dealt.mask(dealers);
    List<Fingerprint> senders = someLeave(dealers, random);
    Survivors survivors = masked.survivors(senders);
    List<Fingerprint> answering = someLeave(senders, random);

    assertThat(masked.sum(survivors, masked.reveal(survivors, answering)))
        .isEqualTo(fixture.plainSum(senders));
  }

  /** Up to two of them go: after four steps at least twelve are left. */
  private static List<Fingerprint> someLeave(List<Fingerprint> nodes, Random random) {
    List<Fingerprint> left = new ArrayList<>(nodes);
    for (int leaving = random.nextInt(3); leaving > 0; leaving--) {
      left.remove(random.nextInt(left.size()));
    }
    return List.copyOf(left);
  }
}
