package io.commonweight.trainer.site;

import io.commonweight.federation.aggregation.Rounding;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.gate.Departure;
import io.commonweight.trainer.gate.GateException;
import io.commonweight.trainer.gate.OutboundGate;
import io.commonweight.trainer.gate.UpdatePacker;
import io.commonweight.trainer.ledger.BudgetSpentException;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.train.ControlVariates;
import io.commonweight.trainer.train.Drift;
import io.commonweight.trainer.train.PolicyTrainer;
import io.commonweight.trainer.train.Recipe;
import io.commonweight.trainer.train.TrainingException;
import io.commonweight.trainer.train.TrainingPlan;
import io.commonweight.trainer.train.TrainingProgress;
import io.commonweight.trainer.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Trains on the site's recordings and writes the update of a round. */
final class LocalTraining {
  private static final int REPORTS = 5;

  private final Recipe recipe;
  private final NodeIdentity identity;
  private final Optional<PrivacyGuard> privacy;
  private final CarriedFolder carried;
  private final ControlFolder control;
  private final SiteListener listener;
  private final BooleanSupplier isStopping;

  LocalTraining(SiteParts parts, BooleanSupplier isStopping) {
    this.recipe = parts.settings().recipe();
    this.identity = parts.identity();
    this.privacy = parts.privacy();
    this.carried = new CarriedFolder(parts.settings().state().resolve("carried"));
    this.control = new ControlFolder(parts.settings().state().resolve("control"));
    this.listener = parts.listener();
    this.isStopping = isStopping;
  }

  /**
   * Trains from the base of a round. The same round, base and recordings, and what is remembered of
   * earlier rounds, give the same weights.
   *
   * @throws CancellationException if the site stops meanwhile
   */
  TrainingResult train(Round round, Base base, List<Demonstration> recordings)
      throws TrainingException, IOException {
    TrainingPlan plan = recipe.plan(round.number(), identity.seed(round.id()));
    Policy from = base.policy();
    if (!recipe.isControlled()) {
      return PolicyTrainer.train(from, recordings, plan, progress(round));
    }
    int number = round.number();
    Drift.Corrected correction =
        ControlVariates.correction(control.before(number, from), from, recipe, number);
    TrainingResult result =
        PolicyTrainer.train(from, recordings, plan.with(correction), progress(round));
    control.store(ControlVariates.after(correction, from, result.policy(), recipe, number));
    return result;
  }

  /**
   * Writes the update, blurred if the owner wants it, has the gate examine the file, and pays for
   * it.
   *
   * @throws GateException if it must not leave
   * @throws BudgetSpentException if it costs more than is left
   */
  Departure pack(Round round, Base base, TrainingResult result, Path blob)
      throws GateException, BudgetSpentException, IOException {
    SortedMap<String, FloatTensor> from = PolicyFolder.tensors(base.policy());
    Rounding rounding =
        carried.rounding(round.number(), round.open().encoding(), identity.seed(round.id()), from);
    UpdatePacker packer =
        privacy
            .map(guard -> guard.packer(round.open()))
            .orElseGet(() -> new UpdatePacker(round.open(), rounding));
    UpdatePacker.Packed packed = packer.pack(from, PolicyFolder.tensors(result.policy()), blob);
    carried.store(round.number(), packed);
    Departure departure = examine(round, base, blob);
    listener.on(
        new SiteEvent.Packed(
            round.number(),
            departure.bytes(),
            result.frames(),
            result.firstLoss(),
            result.lastLoss(),
            packed.shrink()));
    if (privacy.isPresent()) {
      listener.on(privacy.get().charge(round, departure));
    }
    return departure;
  }

  /** Has the gate examine a file. */
  Departure examine(Round round, Base base, Path blob) throws GateException, IOException {
    return new OutboundGate(round.open(), base.release().release().tensors()).examine(blob);
  }

  int steps() {
    return recipe.stepsPerRound();
  }

  private TrainingProgress progress(Round round) {
    int steps = recipe.stepsPerRound();
    int interval = Math.max(1, steps / REPORTS);
    return (step, loss) -> {
      if (isStopping.getAsBoolean()) {
        throw new CancellationException("the node is stopping");
      }
      if (step % interval == 0) {
        listener.on(new SiteEvent.Training(round.number(), step, steps, loss));
      }
    };
  }
}
