package io.commonweight.trainer.site;

import io.commonweight.federation.privacy.KeyStream;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.trainer.gate.Departure;
import io.commonweight.trainer.gate.GateException;
import io.commonweight.trainer.gate.Protection;
import io.commonweight.trainer.gate.UpdatePacker;
import io.commonweight.trainer.ledger.Budget;
import io.commonweight.trainer.ledger.BudgetSpentException;
import io.commonweight.trainer.ledger.Expense;
import io.commonweight.trainer.ledger.PrivacyLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Sees to it that an update is blurred and paid for before it can leave.
 *
 * <p>Noise is drawn once for an update. The noisy file is on disk before it is charged, it is
 * charged before it is journalled, and journalled before it is sent. So after a crash either
 * nothing was charged, and nothing can have left, or the file that was charged is there to be sent.
 */
final class PrivacyGuard {
  private final Protection protection;
  private final Budget budget;
  private final PrivacyLedger ledger;
  private final String federation;
  private final String data;

  PrivacyGuard(SiteSettings.Privacy privacy, String federation, Path data, Clock clock) {
    protection = privacy.protection();
    budget = privacy.budget();
    ledger = new PrivacyLedger(privacy.ledger(), budget, clock);
    this.federation = federation;
    this.data = data.toAbsolutePath().normalize().toString();
  }

  /**
   * Looks, before hours of training, whether the round's update could leave.
   *
   * @throws GateException if the round has no room for the noise
   * @throws BudgetSpentException if the update would cost more than is left
   */
  void requireRoom(Round round, Base base) throws GateException, BudgetSpentException, IOException {
    protection.requireRoom(round.open(), weights(base));
    ledger.requireRoom(expense(round, round.id()));
  }

  /** A packer that blurs with noise nobody can draw again. */
  UpdatePacker packer(RoundOpen open) {
    return new UpdatePacker(open, protection, KeyStream.fresh(new SecureRandom()));
  }

  /**
   * Pays for a file; on return that survives a crash.
   *
   * @return what is spent now
   * @throws BudgetSpentException if it costs more than is left
   */
  SiteEvent.Charged charge(Round round, Departure departure)
      throws GateException, BudgetSpentException, IOException {
    ledger.charge(expense(round, departure.blob()));
    double spent = ledger.account().epsilon(budget.delta());
    return new SiteEvent.Charged(round.number(), spent, budget.epsilon(), budget.delta());
  }

  /** Whether the file in this place was paid for as the round's update. */
  boolean isPaid(Round round, Path blob) throws IOException {
    return Files.exists(blob) && ledger.account().holds(round.id(), Sha256.of(blob));
  }

  private Expense expense(Round round, Sha256 update) throws GateException {
    return new Expense(
        federation,
        round.id(),
        update,
        data,
        protection.squaredClip(round.open()).toString(),
        protection.variance(round.open()).toString());
  }

  private static long weights(Base base) {
    return base.release().release().tensors().stream()
        .map(Release.Tensor::shape)
        .mapToLong(shape -> shape.stream().reduce(1L, Math::multiplyExact))
        .sum();
  }
}
