package io.commonweight.federation.aggregation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses the voters that lie closest to most others (Blanchard et al., "Machine Learning with
 * Adversaries: Byzantine Tolerant Gradient Descent", NeurIPS 2017). Ties go to the voter that comes
 * first, and voters stand in the order of their first updates.
 */
final class Krum {
  private final Gram gram;
  private final int faults;

  Krum(Gram gram, int faults) {
    this.gram = gram;
    this.faults = faults;
  }

  /** Multi-Krum: the voters with the smallest scores, in order of place. */
  List<Integer> select(int count) {
    List<Integer> all = IntStream.range(0, gram.voters()).boxed().toList();
    return byScore(all).stream().limit(count).sorted().toList();
  }

  /**
   * The selection of Bulyan (El Mhamdi et al., "The Hidden Vulnerability of Distributed Learning in
   * Byzantium", ICML 2018): n − 2f times Krum among those that are left.
   */
  List<Integer> selectInTurn() {
    List<Integer> left = new ArrayList<>(IntStream.range(0, gram.voters()).boxed().toList());
    List<Integer> selected = new ArrayList<>();
    while (selected.size() < gram.voters() - 2 * faults) {
      Integer next = byScore(left).getFirst();
      left.removeIf(next::equals);
      selected.add(next);
    }
    return selected.stream().sorted().toList();
  }

  private record Scored(int voter, BigInteger score) {}

  private List<Integer> byScore(List<Integer> among) {
    return among.stream()
        .map(voter -> new Scored(voter, score(voter, among)))
        .sorted(Comparator.comparing(Scored::score)) // stable: who comes first goes first
        .map(Scored::voter)
        .toList();
  }

  /** The sum of the distances to the n − f − 2 nearest others, and to one at least. */
  private BigInteger score(int voter, List<Integer> among) {
    int neighbours = Math.max(1, among.size() - faults - 2);
    return among.stream()
        .filter(other -> other != voter)
        .map(other -> gram.distance(voter, other))
        .sorted()
        .limit(neighbours)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }
}
