package io.commonweight.federation.aggregation;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a rule wants to know of whole vectors before it combines them. The answers of disjoint parts
 * of the parameters are lists of integers that {@link #join} adds up, in any order.
 */
public sealed interface Question {

  /** The inner products of all pairs of voters: a {@link Gram}. */
  record Products() implements Question {}

  /**
   * The squared distances of all voters from the centre of centred clipping, in units of
   * 2^(−2·s_max). Without a step the centre is 0, and these are the squared norms.
   *
   * @param factors those of the steps that are done
   */
  record Distances(List<List<Integer>> factors) implements Question {
    /** Copies the lists. */
    public Distances {
      factors = factors.stream().map(List::copyOf).toList();
    }
  }

  /**
   * Answers for a part of the parameters. Memory: some windows for each voter.
   *
   * @param voters who votes
   * @param updates the values of the part, of each update that a voter is made of
   * @param valueBits width of a value
   * @param maxScale the largest scale of the round
   * @param segments the part
   */
  default List<BigInteger> answer(
      List<Voter> voters, List<Quanta> updates, int valueBits, int maxScale, List<Segment> segments)
      throws IOException {
    return switch (this) {
      case Products _ ->
          new GramPass(voters, updates, valueBits, maxScale).run(segments).products();
      case Distances(List<List<Integer>> factors) ->
          new DistancePass(voters, updates, valueBits, maxScale, factors).run(segments);
    };
  }

  /** The answer for two parts together. */
  static List<BigInteger> join(List<BigInteger> a, List<BigInteger> b) {
    if (a.size() != b.size()) {
      throw new IllegalArgumentException("answers of %d and %d".formatted(a.size(), b.size()));
    }
    return IntStream.range(0, a.size()).mapToObj(i -> a.get(i).add(b.get(i))).toList();
  }
}
