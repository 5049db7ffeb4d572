package io.commonweight.federation.aggregation;

import io.commonweight.sdk.statement.Rule;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The steps by which a rule turns voters into one vector: questions that are answered over all
 * parameters, and a combination at the end. It follows from the rule, the voters and the answers
 * alone.
 *
 * @param rule the rule of the round
 * @param weights the weight of each voter, at least 1
 */
public record Procedure(Rule rule, List<Integer> weights) {

  /** What is to be done next. */
  public sealed interface Step {
    /** To answer a question. */
    record Ask(Question question) implements Step {}

    /** To combine the values: the end. */
    record Combine(Combination combination) implements Step {}

    /** Nothing: fewer voters than the rule needs leave everything as it is. */
    record Keep() implements Step {}
  }

  /** Copies the weights. */
  public Procedure {
    weights = List.copyOf(weights);
  }

  /**
   * The next step.
   *
   * @param answers those to the questions so far, each over all parameters
   */
  public Step next(List<List<BigInteger>> answers) {
    int voters = weights.size();
    if (voters < rule.fewestVoters()) {
      return new Step.Keep();
    }
    return switch (rule.kind()) {
      case MEAN -> combine(new Combination.Mean(weights));
      case MEDIAN -> combine(new Combination.TrimmedMean((voters - 1) / 2));
      case TRIMMED_MEAN -> combine(new Combination.TrimmedMean(rule.faults()));
      case CLIPPED_MEAN ->
          answers.isEmpty()
              ? ask(new Question.Distances(List.of()))
              : combine(new Combination.ClippedMean(weights, factors(answers.getFirst())));
      case CENTRED_CLIPPING -> centred(answers);
      case KRUM, MULTI_KRUM, BULYAN ->
          answers.isEmpty()
              ? ask(new Question.Products())
              : combine(selection(new Krum(new Gram(voters, answers.getFirst()), rule.faults())));
    };
  }

  private Step centred(List<List<BigInteger>> answers) {
    List<List<Integer>> factors = answers.stream().map(this::factors).toList();
    return factors.size() < rule.iterations().orElseThrow()
        ? ask(new Question.Distances(factors))
        : combine(new Combination.CentredClipping(factors));
  }

  private Combination selection(Krum krum) {
    return switch (rule.kind()) {
      case KRUM -> only(krum.select(1));
      case MULTI_KRUM -> only(krum.select(rule.selected().orElseThrow()));
      default -> {
        List<Integer> chosen = krum.selectInTurn();
        yield new Combination.NearestMean(chosen, chosen.size() - 2 * rule.faults());
      }
    };
  }

  /** The unweighted mean of some voters. */
  private Combination only(List<Integer> voters) {
    List<Integer> ones = new ArrayList<>(Collections.nCopies(weights.size(), 0));
    voters.forEach(voter -> ones.set(voter, 1));
    return new Combination.Mean(ones);
  }

  private List<Integer> factors(List<BigInteger> norms) {
    var bound = new BigInteger(rule.clipBound().orElseThrow());
    return norms.stream().map(norm -> ClipFactor.of(norm, bound)).toList();
  }

  private static Step ask(Question question) {
    return new Step.Ask(question);
  }

  private static Step combine(Combination combination) {
    return new Step.Combine(combination);
  }
}
