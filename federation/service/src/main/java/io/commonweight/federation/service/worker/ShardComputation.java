package io.commonweight.federation.service.worker;

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
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Computes one shard and writes it as a part of the plan's upload. Doing it again writes the same
 * bytes in the same place.
 *
 * @param store the store that the organization's coordinator and workers share
 */
public record ShardComputation(RoundStore store) {

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
        ? Optional.of(write(task, plan.get(), shards.get(task.shard())))
        : Optional.empty();
  }

  private static boolean isOf(ShardTask task, RoundPlan plan) {
    return plan.round().equals(task.round()) && plan.inputSetDigest().equals(task.inputSetDigest());
  }

  private ShardResult write(ShardTask task, RoundPlan plan, Shard shard) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    // The first part begins with the header of the base, which an upload has no smaller part for.
    long headerBytes = shard.index() == 0 ? plan.baseDataOffset() : 0;
    try (InputStream header = store.open(RoundStore.weightsKey(plan.base()), 0, headerBytes);
        InputStream data = ShardStream.open(plan, shard, store);
        InputStream part = new DigestInputStream(new SequenceInputStream(header, data), digest)) {
      UploadPart written =
          store
              .upload(plan)
              .writePart(shard.index() + 1, part, headerBytes + shard.toByte() - shard.fromByte());
      return ShardResult.of(task, Sha256.ofBytes(digest.digest()), written.tag());
    }
  }
}
