package io.commonweight.federation.aggregation;

import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Rule;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A round of given updates, taken through the engine shard by shard and window by window.
 *
 * @param updates the values of each update over all tensors
 * @param shardElements how many elements a shard has
 */
record WholeRound(
    Rule rule,
    Encoding encoding,
    List<TensorRange> tensors,
    List<List<Integer>> updates,
    Electorate electorate,
    int shardElements) {

  /** What is done to each element; empty where there are too few voters. */
  Optional<Combination> combination() throws IOException {
    var procedure = new Procedure(rule, electorate.weights());
    List<List<BigInteger>> answers = new ArrayList<>();
    while (true) {
      switch (procedure.next(answers)) {
        case Procedure.Step.Ask(Question question) -> answers.add(answer(question));
        case Procedure.Step.Combine(Combination combination) -> {
          return Optional.of(combination);
        }
        case Procedure.Step.Keep() -> {
          return Optional.empty();
        }
      }
    }
  }

  private List<BigInteger> answer(Question question) throws IOException {
    int maxScale = Dagg1.maxScale(tensors.stream().map(TensorRange::scale).toList());
    List<BigInteger> all = List.of();
    for (Shard shard : shards()) {
      List<BigInteger> part =
          question.answer(
              electorate.voters(), quanta(shard), encoding.valueBits(), maxScale, shard.segments());
      all = all.isEmpty() ? part : Question.join(all, part);
    }
    return all;
  }

  /**
   * The values of one file after the round.
   *
   * @param old those of all files before it, over all tensors
   */
  float[] after(Combination combination, Optimizer optimizer, Part part, OldFiles old)
      throws IOException {
    float[] output = new float[old.weights().length];
    for (Shard shard : shards()) {
      var values =
          new NewValues(
              combination,
              electorate.voters(),
              quanta(shard),
              encoding.valueBits(),
              optimizer,
              part);
      for (Segment segment : shard.segments()) {
        for (long at = segment.from(); at < segment.to(); at += values.window()) {
          int count = (int) Math.min(values.window(), segment.to() - at);
          OldValues window = old.window((int) at, count);
          values.next(segment.scale(), count, window, window.weights());
          MemorySegment.copy(window.weights(), OldValues.FLOAT, 0, output, (int) at, count);
        }
      }
    }
    return output;
  }

  private List<Shard> shards() {
    return Shard.cut(tensors, shardElements);
  }

  private List<Quanta> quanta(Shard shard) {
    return ArrayQuanta.of(updates, (int) shard.from(), (int) shard.to(), encoding);
  }
}
