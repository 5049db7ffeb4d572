package io.commonweight.federation.aggregation;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The integer weights of a round: frames, capped per node, discounted by staleness (FedBuff: Nguyen
 * et al., AISTATS 2022), and capped per organization.
 */
public final class Weights {

  /** Largest cap of an organization: 2^40, which keeps every product below 2^63. */
  public static final long MAX_ORGANIZATION_CAP = 1L << 40;

  /** The most rounds that an update may be behind. */
  public static final int MAX_STALENESS = 16;

  private static final int DISCOUNT_BITS = 16;

  private Weights() {}

  /**
   * Computes w = min(frames, nodeCap), discounted to max(1, ⌊w · ⌊√⌊2^32/(1+τ)⌋⌋ / 2^16⌋) for an
   * update that is τ rounds behind; where the sum W of an organization exceeds its cap, w becomes
   * max(1, ⌊w · organizationCap / W⌋).
   *
   * @param nodeCap from 1 to {@link Dagg1#MAX_WEIGHT}
   * @param organizationCap from 1 to {@link #MAX_ORGANIZATION_CAP}
   * @return one weight from 1 to {@link Dagg1#MAX_WEIGHT} per contribution, in the order given
   * @throws IllegalArgumentException if a cap is out of range or a node contributes twice
   */
  public static List<Integer> of(
      List<Contribution> contributions, long nodeCap, long organizationCap) {
    requireCap("node cap", nodeCap, Dagg1.MAX_WEIGHT);
    requireCap("organization cap", organizationCap, MAX_ORGANIZATION_CAP);
    Map<String, Long> sums = new HashMap<>();
    Set<String> nodes = new HashSet<>();
    for (Contribution contribution : contributions) {
      if (!nodes.add(contribution.node())) {
        throw new IllegalArgumentException("node " + contribution.node() + " contributes twice");
      }
      sums.merge(contribution.organization(), capped(contribution, nodeCap), Long::sum);
    }
    return contributions.stream()
        .map(
            c ->
                share(capped(c, nodeCap), sums.getOrDefault(c.organization(), 0L), organizationCap))
        .toList();
  }

  private static long capped(Contribution contribution, long nodeCap) {
    long weight = Math.min(contribution.frames(), nodeCap);
    return Math.max(1, (weight * discount(contribution.staleness())) >> DISCOUNT_BITS);
  }

  /** ⌊2^16 / √(1 + τ)⌋. */
  private static long discount(int staleness) {
    return BigInteger.ONE
        .shiftLeft(2 * DISCOUNT_BITS)
        .divide(BigInteger.valueOf(1L + staleness))
        .sqrt()
        .longValueExact();
  }

  private static int share(long weight, long sum, long cap) {
    return Math.toIntExact(sum <= cap ? weight : Math.max(1, weight * cap / sum));
  }

  private static void requireCap(String name, long cap, long max) {
    if (cap < 1 || cap > max) {
      throw new IllegalArgumentException(name + " " + cap + " is not from 1 to " + max);
    }
  }
}
