package io.commonweight.trainer.ledger;

import io.commonweight.federation.privacy.GaussianNoise;
import io.commonweight.federation.privacy.RenyiCurve;
import io.commonweight.sdk.Sha256;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The expenses of a ledger, and what they amount to.
 *
 * @param expenses in the order in which they were charged
 */
public record Account(List<Expense> expenses) {

  /** Copies the list. */
  public Account {
    expenses = List.copyOf(expenses);
  }

  /** Whether this very update of a round is paid for. */
  public boolean holds(Sha256 round, Sha256 update) {
    return expenses.stream().anyMatch(e -> e.round().equals(round) && e.update().equals(update));
  }

  /** The ε that everything amounts to at this δ. */
  public double epsilon(double delta) {
    return curve().epsilon(delta);
  }

  /**
   * The accounts of parts: by federation, say, or by data. Their ε add up to more than the whole's.
   */
  public Map<String, Account> by(Function<Expense, String> part) {
    return expenses.stream()
        .collect(
            Collectors.groupingBy(
                part,
                TreeMap::new,
                Collectors.collectingAndThen(Collectors.toList(), Account::new)));
  }

  /** The account after one more. */
  Account with(Expense expense) {
    return new Account(Stream.concat(expenses.stream(), Stream.of(expense)).toList());
  }

  /** Like releases are many, and are counted rather than added one by one. */
  private RenyiCurve curve() {
    Map<GaussianNoise, Long> counts =
        expenses.stream().collect(Collectors.groupingBy(Expense::mechanism, Collectors.counting()));
    return counts.entrySet().stream()
        .map(like -> RenyiCurve.of(like.getKey()).times(like.getValue()))
        .reduce(RenyiCurve.NOTHING, RenyiCurve::plus);
  }
}
