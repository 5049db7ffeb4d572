package io.commonweight.trainer.ledger;

/** An update would cost more than is left of the budget; nothing was charged. */
public final class BudgetSpentException extends Exception {
  BudgetSpentException(String message) {
    super(message);
  }
}
