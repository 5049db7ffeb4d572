package io.commonweight.federation.round;

import static io.commonweight.federation.FederationFixture.aggregatorKey;
import static io.commonweight.federation.FederationFixture.digest;
import static io.commonweight.federation.FederationFixture.organization;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.SecureFederation;
import io.commonweight.federation.secagg.Parcel;
import io.commonweight.federation.secagg.Route;
import io.commonweight.federation.secagg.SecAggException;
import io.commonweight.federation.secagg.SecureSum;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** The log of a secure round in memory, with its nodes, its aggregators and its blobs. */
public final class SecureLog {
  private final SecureFederation federation;
  private final Map<Sha256, byte[]> blobs = new HashMap<>();
  private final List<SecureSite> sites = new ArrayList<>();
  private FederationState state;

  /** A round that has just opened. */
  public SecureLog(SecureFederation federation, long seed) {
    this.federation = federation;
    this.state = federation.opened();
    var random = new Random(seed);
    for (HybridKey key : federation.nodeKeys()) {
      sites.add(new SecureSite(state, key, blobs, random));
    }
  }

  /** What the log means now. */
  public FederationState state() {
    return state;
  }

  /** The federation's fixture. */
  public FederationFixture fixture() {
    return federation.fixture();
  }

  /** The nodes, by organization. */
  public List<SecureSite> sites() {
    return sites;
  }

  /** The round. */
  public Round round() {
    return state.rounds().getLast();
  }

  /** What nodes have uploaded, by digest; a test may change it. */
  public Map<Sha256, byte[]> blobs() {
    return blobs;
  }

  SecureRound secure() {
    return state.secureRound().orElseThrow();
  }

  /** Why a statement may not be logged now. */
  Optional<Refusal> judge(Envelope envelope) {
    return state.judge(federation.verified(state, envelope));
  }

  Optional<Refusal> judge(Predicate predicate, HybridKey key) {
    return judge(FederationFixture.sign(predicate, key));
  }

  void append(Envelope envelope) {
    state = federation.then(state, envelope);
  }

  void append(Predicate predicate, HybridKey key) {
    append(FederationFixture.sign(predicate, key));
  }

  /** Has these nodes say what the phase calls for. */
  public void speak(List<SecureSite> speaking) throws SecAggException {
    for (SecureSite site : speaking) {
      append(site.speak(state));
    }
  }

  Duty duty(int i, long seconds) {
    return Duty.of(state, organization(i), Duration.ofSeconds(seconds));
  }

  /** Has aggregators end the step, if it may end after so many seconds. */
  public boolean end(long seconds) {
    Class<?> phase = state.phase().getClass();
    for (int i = 1; phase.isInstance(state.phase()); i++) {
      switch (duty(i, seconds)) {
        case Duty.Step(var step) -> append(step, aggregatorKey(i));
        case Duty.Close(var close) -> append(close, aggregatorKey(i));
        case Duty.Open _, Duty.Recompute _, Duty.Release _, Duty.Wait _ -> {
          return false;
        }
      }
    }
    return true;
  }

  /** Plays the round with all nodes up to the phase in which it is aggregated. */
  public void play() throws SecAggException {
    while (!(state.phase() instanceof Phase.Aggregating)) {
      speak(sites);
      if (!end(0)) {
        throw new AssertionError("the step does not end: " + state.phase());
      }
    }
  }

  /** What counts, once the round is to be aggregated. */
  public CohortInputs inputs() {
    return CohortInputs.of(state, round());
  }

  /** What an aggregator computes of a cohort. */
  long[] sum(CohortSum cohort) throws SecAggException {
    Map<Route, Parcel> parcels = new HashMap<>();
    for (Route route : SecureSum.neededParcels(cohort.dealings(), cohort.survivors())) {
      parcels.put(
          route, SecureSite.parcel(blobs, cohort.dealings().dealing(route.from()), route.to()));
    }
    Map<Fingerprint, byte[]> vectors = new HashMap<>();
    cohort
        .inputs()
        .forEach(
            input ->
                vectors.put(
                    input.signer(), blobs.getOrDefault(input.statement().vector(), new byte[0])));
    return SecureSum.of(cohort.dealings(), cohort.survivors(), cohort.recovered(), parcels)
        .window(0, vectors);
  }

  /** The sum of the vectors of these nodes, in the clear. */
  public long[] plainSum(List<Fingerprint> nodes) {
    long[] sum = new long[20];
    sites.stream()
        .filter(site -> nodes.contains(site.id()))
        .forEach(
            site -> {
              long[] vector = site.vector();
              for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
              }
            });
    return sum;
  }

  /** A quorum states what the round has come to, and releases it. */
  void release() {
    CohortInputs inputs = inputs();
    for (int i = 1; i <= fixture().required(); i++) {
      append(
          new Aggregate(
              round().id(),
              round().cutoff().orElseThrow(),
              inputs.digest(),
              FederationFixture.SPEC_ID,
              inputs.rejected(),
              digest("output"),
              List.of(),
              FederationFixture.ISSUED + 1,
              digest("output by " + i)),
          aggregatorKey(i));
    }
    if (!(state.phase() instanceof Phase.Releasing releasing)) {
      throw new AssertionError("no quorum of aggregates: " + state.phase());
    }
    Release release =
        Derivation.nextRelease(
            state,
            round(),
            releasing.result(),
            releasing.standing(),
            new Release.File(Release.CARD, digest("card-1"), 100));
    state = fixture().released(state, fixture().required(), release);
  }
}
