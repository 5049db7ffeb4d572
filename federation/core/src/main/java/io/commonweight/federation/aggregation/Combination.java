package io.commonweight.federation.aggregation;

import java.util.List;

/**
 * What is done to each coordinate of the voters' vectors, once all that a rule wants to know of
 * whole vectors is known. Every one gives an integer, or a fraction that is rounded half to even.
 */
public sealed interface Combination {

  /**
   * Σ w·q / Σ w.
   *
   * @param weights one for each voter, 0 for those that do not count, and not all 0
   */
  record Mean(List<Integer> weights) implements Combination {
    /** Copies the weights. */
    public Mean {
      weights = List.copyOf(weights);
    }
  }

  /**
   * Σ w·c(q) / Σ w, where c shortens a vector.
   *
   * @param weights one for each voter, at least 1
   * @param factors what each voter's vector is multiplied with, over 2^24
   */
  record ClippedMean(List<Integer> weights, List<Integer> factors) implements Combination {
    /** Copies the lists. */
    public ClippedMean {
      weights = List.copyOf(weights);
      factors = List.copyOf(factors);
    }
  }

  /**
   * The mean of what is left when the smallest and the largest values are dropped. The median drops
   * all but one or two.
   *
   * @param trim how many are dropped at each end
   */
  record TrimmedMean(int trim) implements Combination {}

  /**
   * Bulyan's last step: the mean of those values of the chosen voters that are nearest to their
   * median.
   *
   * @param voters the chosen voters
   * @param kept how many values the mean is of
   */
  record NearestMean(List<Integer> voters, int kept) implements Combination {
    /** Copies the voters. */
    public NearestMean {
      voters = List.copyOf(voters);
    }
  }

  /**
   * Karimireddy, He, Jaggi: "Learning from History for Byzantine Robust Optimization", ICML 2021,
   * from the centre 0: v ← v + Σ c(q − v) / n.
   *
   * @param factors for each step one factor for each voter, over 2^24
   */
  record CentredClipping(List<List<Integer>> factors) implements Combination {
    /** Copies the lists. */
    public CentredClipping {
      factors = factors.stream().map(List::copyOf).toList();
    }
  }
}
