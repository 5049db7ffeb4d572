package io.commonweight.cli.simulate;

import io.commonweight.federation.aggregation.Combination;
import io.commonweight.federation.aggregation.Contribution;
import io.commonweight.federation.aggregation.Electorate;
import io.commonweight.federation.aggregation.NewValues;
import io.commonweight.federation.aggregation.OldValues;
import io.commonweight.federation.aggregation.Part;
import io.commonweight.federation.aggregation.Procedure;
import io.commonweight.federation.aggregation.Quanta;
import io.commonweight.federation.aggregation.Weights;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Rule;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a rule makes of one round's updates, by the kernels of {@code dagg/1}. */
final class Tally {
  private final Engine engine;
  private final List<Submission> submissions;
  private final Electorate electorate;
  private final Optional<Combination> combination;

  /**
   * Weighs the updates and asks what the rule wants to know of them.
   *
   * @param submissions one of a node at most, in any order
   */
  Tally(Engine engine, Rule rule, int round, List<Submission> submissions) throws IOException {
    this.engine = engine;
    this.submissions =
        submissions.stream().sorted(Comparator.comparingInt(s -> s.node().index())).toList();
    List<Contribution> contributions = this.submissions.stream().map(s -> s.in(round)).toList();
    List<Integer> weights = Weights.of(contributions, engine.nodeCap(), engine.organizationCap());
    this.electorate = Electorate.of(rule.voters(), contributions, weights);
    this.combination = decide(new Procedure(rule, electorate.weights()));
  }

  private Optional<Combination> decide(Procedure procedure) throws IOException {
    List<List<BigInteger>> answers = new ArrayList<>();
    while (true) {
      switch (procedure.next(answers)) {
        case Procedure.Step.Keep() -> {
          return Optional.empty();
        }
        case Procedure.Step.Combine(Combination found) -> {
          return Optional.of(found);
        }
        case Procedure.Step.Ask(var question) ->
            answers.add(
                question.answer(
                    electorate.voters(),
                    quanta(),
                    engine.encoding().valueBits(),
                    engine.scale(),
                    engine.segments()));
      }
    }
  }

  private List<Quanta> quanta() {
    return submissions.stream().<Quanta>map(s -> new HeldQuanta(s.tensors())).toList();
  }

  int voters() {
    return electorate.voters().size();
  }

  /** The aggregated delta itself: zeros where there are fewer voters than the rule needs. */
  List<float[]> delta() throws IOException {
    return values(Part.WEIGHTS, Optimizer.none(), Model.of(Network.zeros()))
        .orElseGet(Network::zeros);
  }

  /**
   * The next round's model, or nothing where there are fewer voters than the rule needs.
   *
   * @throws ArithmeticException if a value is not finite: then the round has no aggregate
   */
  Optional<Model> next(Model old) throws IOException {
    Optimizer optimizer = engine.optimizer();
    Optional<List<float[]>> weights = values(Part.WEIGHTS, optimizer, old);
    if (weights.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Model(
            weights.get(),
            optimizer.states() > 0
                ? values(Part.MOMENTUM, optimizer, old).orElseThrow()
                : old.momentum(),
            optimizer.states() > 1
                ? values(Part.VARIANCE, optimizer, old).orElseThrow()
                : old.variance()));
  }

  private Optional<List<float[]>> values(Part part, Optimizer optimizer, Model old)
      throws IOException {
    if (combination.isEmpty()) {
      return Optional.empty();
    }
    var values =
        new NewValues(
            combination.get(),
            electorate.voters(),
            quanta(),
            engine.encoding().valueBits(),
            optimizer,
            part);
    var window = new OldValues(values.window());
    List<float[]> results = Network.zeros();
    for (int tensor = 0; tensor < results.size(); tensor++) {
      float[] result = results.get(tensor);
      for (int from = 0; from < result.length; from += values.window()) {
        int count = Math.min(values.window(), result.length - from);
        System.arraycopy(old.weights().get(tensor), from, window.weights(), 0, count);
        System.arraycopy(old.momentum().get(tensor), from, window.momentum(), 0, count);
        System.arraycopy(old.variance().get(tensor), from, window.variance(), 0, count);
        values.next(engine.scale(), count, window);
        System.arraycopy(window.weights(), 0, result, from, count);
      }
    }
    return Optional.of(results);
  }
}
