package io.commonweight.trainer.command;

import io.commonweight.trainer.ledger.Account;
import io.commonweight.trainer.ledger.Expense;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a ledger amounts to.
 *
 * @param ledger the file
 * @param updates how many were paid for
 * @param delta at which every epsilon is meant
 * @param epsilon of all together; at most the sum of the parts
 * @param federations parts by where the updates went
 * @param data parts by what was trained on
 */
record PrivacySpent(
    String ledger,
    int updates,
    double delta,
    double epsilon,
    List<Part> federations,
    List<Part> data) {

  /** A part of the ledger. */
  record Part(String name, int updates, double epsilon) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s: %d updates, epsilon %.4f", name, updates, epsilon);
    }
  }

  static PrivacySpent of(Path ledger, Account account, double delta) {
    return new PrivacySpent(
        ledger.toString(),
        account.expenses().size(),
        delta,
        account.epsilon(delta),
        parts(account.by(Expense::federation), delta),
        parts(account.by(Expense::data), delta));
  }

  private static List<Part> parts(Map<String, Account> accounts, double delta) {
    return accounts.entrySet().stream()
        .map(
            part ->
                new Part(
                    part.getKey(),
                    part.getValue().expenses().size(),
                    part.getValue().epsilon(delta)))
        .toList();
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT, "%d updates, epsilon %.4f at delta %s", updates, epsilon, delta));
    federations.forEach(part -> text.append("\n  to ").append(part));
    data.forEach(part -> text.append("\n  of ").append(part));
    return text.toString();
  }
}
