package io.commonweight.registry.update;

import io.commonweight.federation.round.Cohort;
import io.commonweight.federation.round.CohortInputs;
import io.commonweight.federation.round.Derivation;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.secagg.Parcel;
import io.commonweight.federation.secagg.ParcelRange;
import io.commonweight.federation.secagg.SecAggException;
import io.commonweight.federation.secagg.SecAggNode;
import io.commonweight.registry.TestFederation;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundStep;
import io.commonweight.sdk.statement.ShareDealing;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One node of each organization in a sealed round at a registry. */
final class SealedRound {
  private final TestFederation federation;
  private final RegistryClient registry;
  private final Round round;
  private final List<SecAggNode> nodes = new ArrayList<>();

  /**
   * What a node brings and what it says of it.
   *
   * @param blob the blob
   * @param statement what signs for it
   */
  record Brought(Bytes blob, Envelope statement) {}

  /** Opens a round and draws the secrets of its nodes. */
  SealedRound(TestFederation federation, RegistryClient registry) throws Exception {
    this.federation = federation;
    this.registry = registry;
    this.round = federation.openRound(registry);
    for (int i = 1; i <= TestFederation.ORGANIZATIONS; i++) {
      nodes.add(new SecAggNode(cohort().session(), key(i), new SecureRandom()));
    }
  }

  HybridKey key(int i) {
    return federation.key("node", i);
  }

  FederationState state() throws Exception {
    return federation.state(registry);
  }

  Cohort cohort() throws Exception {
    return state().secureRound().orElseThrow().cohorts().getFirst();
  }

  void log(Envelope statement) throws Exception {
    registry.append(federation.name(), statement);
  }

  /** All nodes say their keys, and the step ends. */
  void advertise() throws Exception {
    for (SecAggNode node : nodes) {
      log(node.advertise());
    }
    end(RoundStep.Step.ADVERTISING);
  }

  Brought deal(int i) throws Exception {
    SecAggNode.Dealt dealt = nodes.get(i - 1).deal(Cohort.signed(cohort().advertisements()));
    return new Brought(Bytes.of(Parcel.concatenate(dealt.parcels())), dealt.dealing());
  }

  /** Masks twenty zeros with what all have dealt. */
  Brought mask(int i, Map<Sha256, Bytes> blobs) throws Exception {
    Map<Fingerprint, Parcel> parcels = new TreeMap<>();
    for (var dealing : cohort().dealt()) {
      if (!dealing.signer().equals(key(i).fingerprint())) {
        parcels.put(dealing.signer(), parcel(dealing.statement(), i, blobs));
      }
    }
    SecAggNode node = nodes.get(i - 1);
    node.receive(Cohort.signed(cohort().dealt()), parcels);
    byte[] masked = node.mask(new long[20]);
    return new Brought(Bytes.of(masked), node.commit());
  }

  private Parcel parcel(ShareDealing dealing, int i, Map<Sha256, Bytes> blobs)
      throws SecAggException {
    ParcelRange range = ParcelRange.of(dealing, key(i).fingerprint());
    byte[] blob = blobs.getOrDefault(dealing.blob(), Bytes.of(new byte[0])).toArray();
    return Parcel.parse(
        Arrays.copyOfRange(blob, (int) range.offset(), (int) range.offset() + range.bytes()));
  }

  void end(RoundStep.Step step) throws Exception {
    byAggregators(new RoundStep(round.id(), step));
  }

  void close() throws Exception {
    federation.close(registry, round);
  }

  /** Survivors give out their shares; the round is aggregated and released. */
  void release() throws Exception {
    for (SecAggNode node : nodes) {
      log(node.reveal(cohort().survivors().orElseThrow()));
    }
    end(RoundStep.Step.REVEALING);
    FederationState state = state();
    Round closed = state.round(round.id()).orElseThrow();
    CohortInputs inputs = CohortInputs.of(state, closed);
    byAggregators(
        new Aggregate(
            round.id(),
            closed.cutoff().orElseThrow(),
            inputs.digest(),
            round.open().specId(),
            inputs.rejected(),
            TestFederation.digest("sum"),
            List.of(),
            1_700_000_000L,
            TestFederation.digest("proof")));
    var releasing = (Phase.Releasing) state().phase();
    Release release =
        Derivation.nextRelease(
            state(),
            releasing.round(),
            releasing.result(),
            releasing.standing(),
            new Release.File(Release.CARD, TestFederation.digest("card-1"), 100));
    for (int i = 1; i <= TestFederation.AGGREGATING; i++) {
      federation.log(registry, release, federation.key("release", i));
    }
  }

  private void byAggregators(Predicate predicate) throws Exception {
    for (int i = 1; i <= TestFederation.AGGREGATING; i++) {
      federation.log(registry, predicate, federation.key("aggregator", i));
    }
  }
}
