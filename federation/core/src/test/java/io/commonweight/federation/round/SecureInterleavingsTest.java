package io.commonweight.federation.round;

import static io.commonweight.federation.FederationFixture.aggregatorKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.SecureFederation;
import io.commonweight.federation.secagg.SecAggException;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nodes that speak in any order and leave at any step, among messages that may not be logged. What
 * the engine adds up is the sum of exactly those whose vectors were logged, or nothing.
 */
class SecureInterleavingsTest {
  private static final SecureFederation COHORTS = new SecureFederation(Privacy.COHORT, 2, 4);
  private static final SecureFederation ALL = new SecureFederation(Privacy.SEALED, 2, 4);

  static LongStream seeds() {
    return LongStream.range(0, 12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sumsAreOfWhoeverWasLogged(long seed) throws SecAggException {
    var random = new Random(seed);
    var log = new SecureLog(random.nextBoolean() ? COHORTS : ALL, seed);
    List<SecureSite> present = new ArrayList<>(log.sites());
    List<Envelope> said = new ArrayList<>();
    Set<Fingerprint> masked = new HashSet<>();
    while (!(log.state().phase() instanceof Phase.Aggregating)) {
      present.removeIf(_ -> random.nextInt(12) == 0);
      Collections.shuffle(present, random);
      for (SecureSite site : List.copyOf(present)) {
        if (!mayStillSpeak(log, site)) {
          present.remove(site);
          continue;
        }
        Envelope message = site.speak(log.state());
        assertThat(log.judge(message)).isEmpty();
        log.append(message);
        said.add(message);
        if (log.state().phase() instanceof Phase.Collecting) {
          masked.add(site.id());
        }
        requireRefused(log, said, random);
      }
      if (!log.end(200)) {
        assertThat(log.state().phase()).isInstanceOf(Phase.Advertising.class);
        assertThat(log.secure().cohorts()).allMatch(cohort -> cohort.roster().isEmpty());
        return;
      }
    }

    assertInputs(log, masked);
  }

  /** Who dropped out of an earlier step, or whose cohort is out, has no part in the next. */
  private static boolean mayStillSpeak(SecureLog log, SecureSite site) {
    Cohort cohort = site.cohort(log.state());
    return switch (log.state().phase()) {
      case Phase.Advertising _ -> true;
      case Phase.Dealing _ -> cohort.roster().isPresent();
      case Phase.Collecting _ -> cohort.dealings().isPresent();
      case Phase.Revealing _ -> cohort.survivors().isPresent();
      case Phase.AwaitingCharter _,
          Phase.AwaitingBase _,
          Phase.AwaitingOpen _,
          Phase.Aggregating _,
          Phase.Releasing _ ->
          false;
    };
  }

  /** What was said is not said again, and nothing is said before its time. */
  private static void requireRefused(SecureLog log, List<Envelope> said, Random random) {
    assertThat(log.judge(said.get(random.nextInt(said.size())))).isPresent();
    Round round = log.round();
    if (!(log.state().phase() instanceof Phase.Revealing)) {
      assertThat(log.judge(new RoundStep(round.id(), RoundStep.Step.REVEALING), aggregatorKey(1)))
          .isPresent();
    }
    if (log.state().phase() instanceof Phase.Dealing) {
      assertThat(log.judge(new RoundClose(round.id()), aggregatorKey(1))).isPresent();
    }
    assertThat(log.judge(FederationFixture.update(round, 1), FederationFixture.nodeKey(1)))
        .isPresent();
  }

  private static void assertInputs(SecureLog log, Set<Fingerprint> masked) throws SecAggException {
    CohortInputs inputs = log.inputs();
    Set<Fingerprint> accounted = new TreeSet<>();
    for (CohortSum sum : inputs.sums()) {
      List<Fingerprint> survivors = sum.survivors().ids();
      assertThat(log.sum(sum)).isEqualTo(log.plainSum(survivors));
      accounted.addAll(survivors);
    }
    inputs.rejected().stream().map(Rejection::node).forEach(accounted::add);
    assertThat(accounted).isEqualTo(new TreeSet<>(masked));
    assertThat(inputs).isEqualTo(log.inputs());
    log.release();
    assertThat(log.state().phase()).isInstanceOf(Phase.AwaitingOpen.class);
  }
}
