package io.commonweight.federation.service.worker;

import io.commonweight.federation.aggregation.Combination;
import io.commonweight.federation.aggregation.Procedure;
import io.commonweight.federation.aggregation.Question;
import io.commonweight.federation.aggregation.Shard;
import io.commonweight.federation.service.shard.RoundPlan;
import io.commonweight.federation.service.shard.RoundStore;
import io.commonweight.federation.service.shard.ShardResult;
import io.commonweight.federation.service.shard.ShardTask;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.UploadPart;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigInteger;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Computes one shard: answers the plan's question, or writes a part of its upload. Doing it again
 * writes the same bytes in the same place.
 *
 * @param store the store that the organization's coordinator and workers share
 */
public record ShardComputation(RoundStore store) {
  /** In place of a part's tag: an answer lies under its digest. */
  private static final String ANSWER = "answer";

  /**
   * Computes a shard.
   *
   * @return empty if the task belongs to no round in work
   * @throws IOException if the store fails
   * @throws ArithmeticException if a value is not finite: then the round has no aggregate
   */
  public Optional<ShardResult> run(ShardTask task) throws IOException {
    Optional<RoundPlan> plan = store.plan(task.plan());
    if (plan.isEmpty() || !isOf(task, plan.get())) {
      return Optional.empty();
    }
    List<Shard> shards = plan.get().shards();
    return task.shard() < shards.size()
        ? compute(task, plan.get(), shards.get(task.shard()))
        : Optional.empty();
  }

  private static boolean isOf(ShardTask task, RoundPlan plan) {
    return plan.round().equals(task.round()) && plan.inputSetDigest().equals(task.inputSetDigest());
  }

  private Optional<ShardResult> compute(ShardTask task, RoundPlan plan, Shard shard)
      throws IOException {
    return switch (plan.step()) {
      case Procedure.Step.Ask(Question question) ->
          Optional.of(answer(task, plan, shard, question));
      case Procedure.Step.Combine(Combination combination) ->
          Optional.of(write(task, plan, shard, combination));
      case Procedure.Step.Keep _ -> Optional.empty();
    };
  }

  private ShardResult answer(ShardTask task, RoundPlan plan, Shard shard, Question question)
      throws IOException {
    try (ShardInputs inputs = ShardInputs.open(plan, shard, store)) {
      List<BigInteger> answer =
          question.answer(
              plan.electorate().voters(),
              inputs.updates(),
              plan.encoding().valueBits(),
              plan.maxScale(),
              shard.segments());
      return ShardResult.of(task, store.keepAnswer(answer), ANSWER);
    }
  }

  private ShardResult write(ShardTask task, RoundPlan plan, Shard shard, Combination combination)
      throws IOException {
    MessageDigest digest = Sha256.newDigest();
    // The first part begins with the header of the base, which an upload has no smaller part for.
    long headerBytes = shard.index() == 0 ? plan.baseDataOffset() : 0;
    try (InputStream header =
            store.open(RoundStore.weightsKey(plan.files().getFirst()), 0, headerBytes);
        ShardInputs inputs = ShardInputs.open(plan, shard, store);
        InputStream data = inputs.stream(plan, shard, combination);
        InputStream part = new DigestInputStream(new SequenceInputStream(header, data), digest)) {
      UploadPart written =
          store
              .upload(plan)
              .writePart(shard.index() + 1, part, headerBytes + shard.toByte() - shard.fromByte());
      return ShardResult.of(task, Sha256.ofBytes(digest.digest()), written.tag());
    }
  }
}
