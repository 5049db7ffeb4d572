package io.commonweight.federation.round;

import io.commonweight.federation.secagg.Parcel;
import io.commonweight.federation.secagg.ParcelRange;
import io.commonweight.federation.secagg.SecAggException;
import io.commonweight.federation.secagg.SecAggNode;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.ShareDealing;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A node of a secure round that knows nothing but the log and a store of blobs. */
public final class SecureSite {
  private final HybridKey key;
  private final Map<Sha256, byte[]> blobs;
  private final SecAggNode node;
  private long[] vector;

  /** A node of the cohort that the log has it in; its vector is drawn. */
  public SecureSite(
      FederationState state, HybridKey key, Map<Sha256, byte[]> blobs, Random random) {
    this.key = key;
    this.blobs = blobs;
    Cohort cohort = cohort(state);
    this.vector = random.longs(cohort.session().length(), -(1 << 23) + 1, 1 << 23).toArray();
    try {
      this.node = new SecAggNode(cohort.session(), key, new SecureRandom());
    } catch (SecAggException e) {
      throw new AssertionError(e);
    }
  }

  /** Which node it is. */
  public Fingerprint id() {
    return key.fingerprint();
  }

  /** Its key. */
  public HybridKey key() {
    return key;
  }

  /** What it masks. */
  public long[] vector() {
    return vector.clone();
  }

  /** Makes it mask something else, which no honest node would. */
  public void masks(long[] other) {
    vector = other.clone();
  }

  /** The cohort that this node is of. */
  Cohort cohort(FederationState state) {
    return state.secureRound().orElseThrow().cohortOf(id()).orElseThrow();
  }

  /** What the phase calls for. */
  public Envelope speak(FederationState state) throws SecAggException {
    return switch (state.phase()) {
      case Phase.Advertising _ -> node.advertise();
      case Phase.Dealing _ -> deal(cohort(state));
      case Phase.Collecting _ -> mask(cohort(state));
      case Phase.Revealing _ -> node.reveal(cohort(state).survivors().orElseThrow());
      case Phase.AwaitingCharter _,
          Phase.AwaitingBase _,
          Phase.AwaitingOpen _,
          Phase.Aggregating _,
          Phase.Releasing _ ->
          throw new AssertionError("nodes have nothing to say in " + state.phase());
    };
  }

  private Envelope deal(Cohort cohort) throws SecAggException {
    SecAggNode.Dealt dealt = node.deal(Cohort.signed(cohort.advertisements()));
    byte[] blob = Parcel.concatenate(dealt.parcels());
    blobs.put(Sha256.of(blob), blob);
    return dealt.dealing();
  }

  private Envelope mask(Cohort cohort) throws SecAggException {
    Map<Fingerprint, Parcel> parcels = new TreeMap<>();
    for (Logged<ShareDealing> dealing : cohort.dealt()) {
      if (!dealing.signer().equals(id())) {
        parcels.put(dealing.signer(), parcel(blobs, dealing.statement(), id()));
      }
    }
    node.receive(Cohort.signed(cohort.dealt()), parcels);
    byte[] masked = node.mask(vector);
    blobs.put(Sha256.of(masked), masked);
    return node.commit();
  }

  /** What a dealer has sent to a node. */
  static Parcel parcel(Map<Sha256, byte[]> blobs, ShareDealing dealing, Fingerprint to)
      throws SecAggException {
    ParcelRange range = ParcelRange.of(dealing, to);
    byte[] blob = blobs.getOrDefault(dealing.blob(), new byte[0]);
    int from = (int) range.offset();
    return Parcel.parse(Arrays.copyOfRange(blob, from, from + range.bytes()));
  }
}
