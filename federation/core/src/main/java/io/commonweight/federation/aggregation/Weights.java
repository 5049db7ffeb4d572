package io.commonweight.federation.aggregation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The integer weights of a round: frames, capped per node and then per organization. */
public final class Weights {

  /** Largest cap of an organization: 2^40, which keeps every product below 2^63. */
  public static final long MAX_ORGANIZATION_CAP = 1L << 40;

  private Weights() {}

  /**
   * Computes w = min(frames, nodeCap); where the sum W of an organization exceeds its cap, w
   * becomes max(1, ⌊w · organizationCap / W⌋).
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
    return Math.min(contribution.frames(), nodeCap);
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
