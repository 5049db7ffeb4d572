package io.commonweight.federation.aggregation;

import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Rule.Kind;
import io.commonweight.sdk.statement.Rule.Voters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A seeded round of two tensors under a rule, and what the engine makes of it. The updates of an
 * organization follow each other.
 */
record RandomRound(
    Rule rule,
    Encoding encoding,
    List<TensorRange> tensors,
    List<List<Integer>> updates,
    List<Voter> voters,
    List<Integer> weights) {
  static final int LENGTH = 150;
  private static final int FIRST = 64;
  private static final int MAX_SCALE = 12;

  /** With at least 11 updates of at least seven organizations: enough for Bulyan of one fault. */
  static RandomRound of(long seed, Kind kind, Voters who, Encoding encoding) {
    var random = new Random(seed);
    List<List<Integer>> updates = new ArrayList<>();
    List<Contribution> contributions = new ArrayList<>();
    int largest = 1 + random.nextInt(encoding.maxQuantum());
    for (int organization = 0; organization < 7 + random.nextInt(3); organization++) {
      for (int node = 0; node <= organization % 3; node++) {
        updates.add(random.ints(LENGTH, -largest, largest + 1).boxed().toList());
        contributions.add(
            new Contribution(
                organization + "." + node, "org" + organization, 1 + random.nextInt(900), 0));
      }
    }
    List<Integer> weights = Weights.of(contributions, 800, 1000);
    boolean isEach = who == Voters.NODE;
    return new RandomRound(
        rule(kind, who, updates, random),
        encoding,
        List.of(new TensorRange(FIRST, MAX_SCALE), new TensorRange(LENGTH - FIRST, 9)),
        updates,
        isEach ? Voter.ofEach(updates.size()) : Voter.ofOrganizations(contributions, weights),
        weights);
  }

  private static Rule rule(Kind kind, Voters who, List<List<Integer>> updates, Random random) {
    boolean isMean = kind == Kind.MEAN || kind == Kind.CLIPPED_MEAN;
    boolean isClipped = kind == Kind.CLIPPED_MEAN || kind == Kind.CENTRED_CLIPPING;
    BigInteger typical =
        updates.getFirst().stream()
            .map(q -> BigInteger.valueOf(q).pow(2))
            .reduce(BigInteger.ONE, BigInteger::add)
            .shiftLeft(random.nextInt(4));
    return new Rule(
        kind,
        isMean ? Voters.NODE : who,
        isMean ? 0 : 1,
        kind == Kind.MULTI_KRUM ? Optional.of(3) : Optional.empty(),
        isClipped ? Optional.of(typical.toString()) : Optional.empty(),
        kind == Kind.CENTRED_CLIPPING ? Optional.of(3) : Optional.empty());
  }

  /** The same round with its voters in another order. */
  RandomRound withVoters(List<Voter> other) {
    return new RandomRound(rule, encoding, tensors, updates, other, weights);
  }

  /** The weight that each voter has in a mean. */
  List<Integer> voterWeights() {
    return voters.stream().map(v -> weights.get(v.shares().getFirst().input())).toList();
  }

  /** What the engine makes of it, over shards of so many elements; base and scale make it exact. */
  float[] run(int shardElements) {
    return run(shardElements, Optimizer.none());
  }

  float[] run(int shardElements, Optimizer optimizer) {
    try {
      List<Shard> shards = Shard.cut(tensors, shardElements);
      var procedure = new Procedure(rule, voterWeights());
      List<List<BigInteger>> answers = new ArrayList<>();
      while (true) {
        switch (procedure.next(answers)) {
          case Procedure.Step.Ask(Question question) -> answers.add(answer(question, shards));
          case Procedure.Step.Combine(Combination combination) -> {
            return combine(combination, shards, optimizer);
          }
          case Procedure.Step.Keep() -> {
            return new float[LENGTH];
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<BigInteger> answer(Question question, List<Shard> shards) throws IOException {
    List<BigInteger> all = List.of();
    for (Shard shard : shards) {
      List<BigInteger> part =
          question.answer(voters, quanta(shard), encoding.valueBits(), MAX_SCALE, shard.segments());
      all = all.isEmpty() ? part : Question.join(all, part);
    }
    return all;
  }

  private float[] combine(Combination combination, List<Shard> shards, Optimizer optimizer)
      throws IOException {
    float[] output = new float[LENGTH];
    for (Shard shard : shards) {
      var values =
          new NewValues(
              combination, voters, quanta(shard), encoding.valueBits(), optimizer, Part.WEIGHTS);
      for (Segment segment : shard.segments()) {
        int count = (int) segment.length();
        OldValues old = new OldFiles(count).window(0, count);
        values.next(segment.scale(), count, old, old.weights());
        MemorySegment.copy(old.weights(), OldValues.FLOAT, 0, output, (int) segment.from(), count);
      }
    }
    return output;
  }

  private List<Quanta> quanta(Shard shard) {
    return ArrayQuanta.of(updates, (int) shard.from(), (int) shard.to(), encoding);
  }

  /** The scale of an element. */
  int scale(int element) {
    return element < FIRST ? MAX_SCALE : tensors.getLast().scale();
  }

  int maxScale() {
    return MAX_SCALE;
  }
}
