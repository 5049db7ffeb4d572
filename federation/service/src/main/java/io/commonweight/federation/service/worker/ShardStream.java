package io.commonweight.federation.service.worker;

import io.commonweight.federation.aggregation.Shard;
import io.commonweight.federation.recompute.MeanStream;
import io.commonweight.federation.service.shard.RoundPlan;
import io.commonweight.federation.service.shard.RoundStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The bytes of one shard of the new weights, computed from what lies in a store. */
final class ShardStream {
  private ShardStream() {}

  /** Opens the shard's range of the base and of every update that counts. */
  static MeanStream open(RoundPlan plan, Shard shard, RoundStore store) throws IOException {
    long bytes = shard.toByte() - shard.fromByte();
    List<InputStream> opened = new ArrayList<>();
    try {
      opened.add(
          store.open(
              RoundStore.weightsKey(plan.base()), plan.baseDataOffset() + shard.fromByte(), bytes));
      for (RoundPlan.Input input : plan.inputs()) {
        String key = RoundStore.updateKey(input.commitment());
        opened.add(store.open(key, plan.updateDataOffset() + shard.fromByte(), bytes));
      }
    } catch (IOException e) {
      for (InputStream stream : opened) {
        stream.close();
      }
      throw e;
    }
    return new MeanStream(
        shard,
        opened.getFirst(),
        opened.subList(1, opened.size()),
        plan.inputs().stream().map(RoundPlan.Input::weight).toList());
  }
}
