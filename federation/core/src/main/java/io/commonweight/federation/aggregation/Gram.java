package io.commonweight.federation.aggregation;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The exact inner products of all pairs of voters' vectors, in units of 2^(−2·s_max). Those of
 * disjoint parts are joined with {@link #plus}.
 *
 * @param voters n
 * @param products the upper triangle with the diagonal, row by row: n(n+1)/2 of them
 */
public record Gram(int voters, List<BigInteger> products) {

  /** Checks the number of products. */
  public Gram {
    products = List.copyOf(products);
    if (voters < 1 || products.size() != entries(voters)) {
      throw new IllegalArgumentException(
          voters + " voters have " + entries(voters) + " products, not " + products.size());
    }
  }

  /** The sum of this and the products of another part. */
  public Gram plus(Gram other) {
    if (other.voters != voters) {
      throw new IllegalArgumentException(voters + " and " + other.voters + " voters");
    }
    return new Gram(
        voters,
        IntStream.range(0, products.size())
            .mapToObj(i -> products.get(i).add(other.products.get(i)))
            .toList());
  }

  /** The squared Euclidean distance of two voters. */
  BigInteger distance(int a, int b) {
    return product(a, a).add(product(b, b)).subtract(product(a, b).shiftLeft(1));
  }

  private BigInteger product(int a, int b) {
    return products.get(index(voters, Math.min(a, b), Math.max(a, b)));
  }

  static int entries(int voters) {
    return voters * (voters + 1) / 2;
  }

  /** Where the product of i and j stands, for i ≤ j. */
  static int index(int voters, int i, int j) {
    return i * voters - i * (i - 1) / 2 + j - i;
  }
}
