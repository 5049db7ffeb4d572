package io.commonweight.cli.simulate;

import io.commonweight.federation.aggregation.Combination;
import io.commonweight.federation.aggregation.Contribution;
import io.commonweight.federation.aggregation.Electorate;
import io.commonweight.federation.aggregation.Part;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.federation.aggregation.Weights;
import io.commonweight.federation.recompute.LocalRound;
import io.commonweight.federation.recompute.UpdateFile;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a rule makes of one round's updates, recomputed as an auditor does it. */
final class Tally {
  private final LocalRound local;
  private final Optional<Combination> combination;

  /**
   * Weighs the updates and asks what the rule wants to know of them.
   *
   * @param contributions the updates that count
   * @param updates their files
   */
  Tally(RoundOpen open, List<Contribution> contributions, List<Path> updates) throws IOException {
    this(
        open,
        Electorate.of(
            open.rule().voters(),
            contributions,
            Weights.of(contributions, open.nodeWeightCap(), open.organizationWeightCap())),
        updates);
  }

  private Tally(RoundOpen open, Electorate electorate, List<Path> updates) throws IOException {
    var rules = new UpdateFile(open, Tensors.ALL);
    List<TensorRange> ranges =
        Tensors.ALL.stream()
            .map(t -> new TensorRange(t.shape().getFirst(), rules.scale(t.name())))
            .toList();
    this.local = new LocalRound(open, ranges, electorate, updates, rules.dataOffset());
    this.combination = local.combination();
  }

  /** The same opening with another rule, and an aggregate that is added as it is. */
  static RoundOpen plain(RoundOpen open, Rule rule) {
    return new RoundOpen(
        open.charter(),
        open.number(),
        open.release(),
        open.base(),
        open.scales(),
        open.specId(),
        open.normBound(),
        open.nodeWeightCap(),
        open.organizationWeightCap(),
        open.maxUpdateBytes(),
        open.minUpdates(),
        open.deadlineSeconds(),
        open.encoding(),
        rule,
        Optimizer.none(),
        open.goal(),
        open.maxStaleness(),
        open.privacy());
  }

  int voters() {
    return local.electorate().voters().size();
  }

  /** Whether there are as many voters as the rule needs. */
  boolean isDecided() {
    return combination.isPresent();
  }

  /** The aggregated delta itself: zeros where there are fewer voters than the rule needs. */
  List<float[]> delta() throws IOException {
    var plain =
        new LocalRound(
            plain(local.open(), local.open().rule()),
            local.tensors(),
            local.electorate(),
            local.updates(),
            local.updateDataOffset());
    return combination.isPresent()
        ? values(plain, combination.get(), Part.WEIGHTS, Model.of(Network.zeros()))
        : Network.zeros();
  }

  /**
   * The next round's model: the same where there are fewer voters than the rule needs.
   *
   * @throws ArithmeticException if a value is not finite: then the round has no aggregate
   */
  Model next(Model old) throws IOException {
    if (combination.isEmpty()) {
      return old;
    }
    List<List<float[]>> files = old.files();
    List<Part> parts = Part.of(local.open().optimizer());
    for (int i = 0; i < parts.size(); i++) {
      files.set(i, values(local, combination.get(), parts.get(i), old));
    }
    return new Model(files.get(0), files.get(1), files.get(2));
  }

  private static List<float[]> values(
      LocalRound round, Combination combination, Part part, Model old) throws IOException {
    List<InputStream> states =
        old.files().subList(1, 1 + round.open().optimizer().states()).stream()
            .map(Tensors::read)
            .toList();
    try (InputStream data = round.data(part, combination, Tensors.read(old.weights()), states)) {
      return Tensors.parse(data);
    }
  }
}
