package io.commonweight.federation.secagg;

import io.commonweight.federation.secagg.Recovered.Known;
import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Secret;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The sum of the survivors' vectors, recomputed from the log, the masked vectors, and the parcels
 * between survivors and dropouts. Aggregators and auditors run the same code.
 *
 * <p>Immutable; windows may be computed in any order and by several threads. Time grows with the
 * window times (survivors + survivors · dropouts); memory with the window.
 */
public final class SecureSum {
  private final SecAggRound round;
  private final Survivors survivors;
  private final Masks masks;

  private SecureSum(SecAggRound round, Survivors survivors, Masks masks) {
    this.round = round;
    this.survivors = survivors;
    this.masks = masks;
  }

  /**
   * Checks all that is public against what was signed.
   *
   * @param parcels those of {@link #neededParcels}: for each survivor and dropout that of the lower
   *     of them to the higher
   * @throws SecAggException if something is missing, or contradicts what its node committed to
   */
  public static SecureSum of(
      Dealings dealings, Survivors witnessed, Recovered recovered, Map<Route, Parcel> parcels)
      throws SecAggException {
    SurvivorRules.check(dealings, witnessed);
    recovered.check(dealings, witnessed);
    Masks masks = new Masks(dealings.round());
    for (Known seed : recovered.seeds()) {
      masks.subtractSelf(seed.node(), seed.secret());
    }
    for (Known key : recovered.keys()) {
      for (Fingerprint survivor : witnessed.ids()) {
        masks.subtractPair(survivor, key.node(), pairSeed(dealings, key, survivor, parcels));
      }
    }
    return new SecureSum(dealings.round(), witnessed, masks);
  }

  /** The parcels that whoever recomputes the sum needs: those between a survivor and a dropout. */
  public static Set<Route> neededParcels(Dealings dealings, Survivors survivors) {
    Set<Route> needed = new HashSet<>();
    for (Fingerprint dropout : SurvivorRules.dropouts(dealings, survivors)) {
      for (Fingerprint survivor : survivors.ids()) {
        needed.add(Route.ofPair(survivor, dropout));
      }
    }
    return Set.copyOf(needed);
  }

  private static Secret pairSeed(
      Dealings dealings, Known dropout, Fingerprint survivor, Map<Route, Parcel> parcels)
      throws SecAggException {
    Bytes ciphertext = ciphertext(dealings, Route.ofPair(survivor, dropout.node()), parcels);
    SecAggRound round = dealings.round();
    if (survivor.compareTo(dropout.node()) < 0) {
      return PairSeed.ofHigher(round, survivor, dropout.node(), dropout.secret(), ciphertext);
    }
    PairSeed.Agreed agreed =
        PairSeed.ofLower(
            round, dropout.node(), dropout.secret(), dealings.roster().advertisement(survivor));
    if (!agreed.ciphertext().equals(ciphertext)) {
      throw new SecAggException(
          Reason.FAULTY_DEALER,
          "%s did not encapsulate to %s as it had to"
              .formatted(dropout.node().abbreviated(), survivor.abbreviated()));
    }
    return agreed.seed();
  }

  private static Bytes ciphertext(Dealings dealings, Route route, Map<Route, Parcel> parcels)
      throws SecAggException {
    Parcel parcel = parcels.get(route);
    if (parcel == null) {
      throw new SecAggException(
          Reason.UNACCOUNTED,
          "no parcel from %s to %s"
              .formatted(route.from().abbreviated(), route.to().abbreviated()));
    }
    dealings.requireSent(route.from(), route.to(), parcel);
    return parcel
        .pair()
        .orElseThrow(
            () -> new SecAggException(Reason.FAULTY_DEALER, "a parcel without ciphertext"));
  }

  /** The round that it is the sum of. */
  SecAggRound round() {
    return round;
  }

  /** Whose vectors are in it. */
  public Survivors survivors() {
    return survivors;
  }

  /**
   * The sum of one window. Whether the windows are those of the vectors signed for, the caller
   * checks.
   *
   * @param offset the first element
   * @param windows of each survivor the same part of its masked vector's bytes
   * @return the sums, each at least −2^(R−1) and below 2^(R−1)
   * @throws SecAggException if a survivor's is missing or malformed, another's is there, or their
   *     lengths differ
   */
  public long[] window(long offset, Map<Fingerprint, byte[]> windows) throws SecAggException {
    if (!windows.keySet().equals(Set.copyOf(survivors.ids()))) {
      throw new SecAggException(Reason.UNACCOUNTED, "windows of other nodes than the survivors");
    }
    long[] sum = sum(windows);
    if (offset < 0 || offset > round.length() - sum.length) {
      throw new SecAggException(
          Reason.WRONG_VECTOR,
          "elements %d to %d of %d".formatted(offset, offset + sum.length, round.length()));
    }
    masks.apply(offset, sum);
    for (int i = 0; i < sum.length; i++) {
      sum[i] = round.modulus().centred(sum[i]);
    }
    return sum;
  }

  private long[] sum(Map<Fingerprint, byte[]> windows) throws SecAggException {
    int bytes = windows.values().iterator().next().length;
    long[] sum = new long[bytes / round.modulus().elementBytes()];
    for (byte[] window : windows.values()) {
      long[] elements = MaskedVector.decode(window, round.modulus());
      if (window.length != bytes) {
        throw new SecAggException(
            Reason.WRONG_VECTOR, "windows of %d and %d bytes".formatted(bytes, window.length));
      }
      for (int i = 0; i < sum.length; i++) {
        sum[i] = round.modulus().reduce(sum[i] + elements[i]);
      }
    }
    return sum;
  }
}
