package io.commonweight.federation.aggregation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The rules of {@code aggregation.md} in arithmetic of arbitrary precision, one vector at a time
 * and as plainly as can be.
 */
final class BruteForce {
  private final RandomRound round;
  private final List<List<BigInteger>> votes;

  BruteForce(RandomRound round) {
    this.round = round;
    this.votes = round.voters().stream().map(this::vote).toList();
  }

  /** The new weights from a base of zeros. */
  float[] weights() {
    List<BigInteger> result = result();
    float[] output = new float[RandomRound.LENGTH];
    for (int i = 0; i < output.length; i++) {
      output[i] = (float) (result.get(i).doubleValue() * Math.scalb(1.0, -round.scale(i)));
    }
    return output;
  }

  private List<BigInteger> result() {
    int f = round.rule().faults();
    int n = votes.size();
    return switch (round.rule().kind()) {
      case MEAN -> each(i -> weighted(i, votes));
      case CLIPPED_MEAN -> {
        List<List<BigInteger>> clipped = votes.stream().map(this::clip).toList();
        yield each(i -> weighted(i, clipped));
      }
      case MEDIAN -> each(i -> mean(sorted(i, votes).subList((n - 1) / 2, n / 2 + 1)));
      case TRIMMED_MEAN -> each(i -> mean(sorted(i, votes).subList(f, n - f)));
      case KRUM -> votes.get(byScore(all(), f).getFirst());
      case MULTI_KRUM -> {
        List<Integer> chosen = byScore(all(), f).subList(0, 3);
        yield each(i -> mean(chosen.stream().map(v -> votes.get(v).get(i)).toList()));
      }
      case BULYAN -> {
        List<List<BigInteger>> chosen = inTurn(f);
        yield each(i -> nearest(sorted(i, chosen), f));
      }
      case CENTRED_CLIPPING -> centre();
    };
  }

  private static List<BigInteger> each(IntFunction<BigInteger> element) {
    return IntStream.range(0, RandomRound.LENGTH).mapToObj(element).toList();
  }

  private List<BigInteger> vote(Voter voter) {
    return IntStream.range(0, RandomRound.LENGTH)
        .mapToObj(
            i -> {
              BigInteger sum = BigInteger.ZERO;
              long total = 0;
              for (Voter.Share share : voter.shares()) {
                BigInteger q = BigInteger.valueOf(round.updates().get(share.input()).get(i));
                sum = sum.add(q.multiply(BigInteger.valueOf(share.weight())));
                total += share.weight();
              }
              return divide(sum, BigInteger.valueOf(total));
            })
        .toList();
  }

  private BigInteger weighted(int i, List<List<BigInteger>> of) {
    BigInteger sum = BigInteger.ZERO;
    BigInteger total = BigInteger.ZERO;
    for (int v = 0; v < of.size(); v++) {
      BigInteger weight = BigInteger.valueOf(round.voterWeights().get(v));
      sum = sum.add(of.get(v).get(i).multiply(weight));
      total = total.add(weight);
    }
    return divide(sum, total);
  }

  private static List<BigInteger> sorted(int i, List<List<BigInteger>> of) {
    return of.stream().map(vote -> vote.get(i)).sorted().toList();
  }

  private List<List<BigInteger>> inTurn(int faults) {
    List<Integer> left = new ArrayList<>(all());
    List<List<BigInteger>> chosen = new ArrayList<>();
    while (chosen.size() < votes.size() - 2 * faults) {
      Integer next = byScore(left, faults).getFirst();
      left.removeIf(next::equals);
      chosen.add(votes.get(next));
    }
    return chosen;
  }

  private static BigInteger nearest(List<BigInteger> sorted, int faults) {
    BigInteger twiceMedian = sorted.get((sorted.size() - 1) / 2).add(sorted.get(sorted.size() / 2));
    return mean(
        sorted.stream()
            .sorted(
                Comparator.comparing((BigInteger q) -> q.shiftLeft(1).subtract(twiceMedian).abs())
                    .thenComparing(Comparator.naturalOrder()))
            .limit(sorted.size() - 2L * faults)
            .toList());
  }

  private List<Integer> byScore(List<Integer> among, int faults) {
    var scores = new HashMap<Integer, BigInteger>();
    among.forEach(voter -> scores.put(voter, score(voter, among, faults)));
    return among.stream()
        .sorted(Comparator.<Integer, BigInteger>comparing(scores::get).thenComparing(v -> v))
        .toList();
  }

  private BigInteger score(int voter, List<Integer> among, int faults) {
    return among.stream()
        .filter(other -> other != voter)
        .map(other -> square(minus(votes.get(voter), votes.get(other))))
        .sorted()
        .limit(Math.max(1, among.size() - faults - 2))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private List<BigInteger> centre() {
    List<BigInteger> centre = zero();
    for (int step = 0; step < round.rule().iterations().orElseThrow(); step++) {
      List<BigInteger> from = centre;
      List<List<BigInteger>> pulls = votes.stream().map(vote -> clip(minus(vote, from))).toList();
      centre =
          IntStream.range(0, RandomRound.LENGTH)
              .mapToObj(i -> from.get(i).add(mean(pulls.stream().map(p -> p.get(i)).toList())))
              .toList();
    }
    return centre;
  }

  private List<BigInteger> clip(List<BigInteger> vector) {
    BigInteger bound = new BigInteger(round.rule().clipBound().orElseThrow());
    BigInteger norm = square(vector);
    if (norm.compareTo(bound) <= 0) {
      return vector;
    }
    BigInteger factor = bound.shiftLeft(48).divide(norm).sqrt();
    return vector.stream()
        .map(q -> divide(q.multiply(factor), BigInteger.ONE.shiftLeft(24)))
        .toList();
  }

  private BigInteger square(List<BigInteger> vector) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < vector.size(); i++) {
      int shift = 2 * (round.maxScale() - round.scale(i));
      sum = sum.add(vector.get(i).pow(2).shiftLeft(shift));
    }
    return sum;
  }

  private static List<BigInteger> minus(List<BigInteger> a, List<BigInteger> b) {
    return IntStream.range(0, a.size()).mapToObj(i -> a.get(i).subtract(b.get(i))).toList();
  }

  private static List<BigInteger> zero() {
    return Collections.nCopies(RandomRound.LENGTH, BigInteger.ZERO);
  }

  private List<Integer> all() {
    return IntStream.range(0, votes.size()).boxed().toList();
  }

  private static BigInteger mean(List<BigInteger> values) {
    return divide(
        values.stream().reduce(BigInteger.ZERO, BigInteger::add),
        BigInteger.valueOf(values.size()));
  }

  private static BigInteger divide(BigInteger a, BigInteger b) {
    return new BigDecimal(a)
        .divide(new BigDecimal(b), 0, RoundingMode.HALF_EVEN)
        .toBigIntegerExact();
  }
}
