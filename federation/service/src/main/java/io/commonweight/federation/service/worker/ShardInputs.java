package io.commonweight.federation.service.worker;

import io.commonweight.federation.aggregation.Combination;
import io.commonweight.federation.aggregation.NewValues;
import io.commonweight.federation.aggregation.Quanta;
import io.commonweight.federation.aggregation.Shard;
import io.commonweight.federation.recompute.AggregateStream;
import io.commonweight.federation.recompute.StreamedQuanta;
import io.commonweight.federation.service.shard.RoundPlan;
import io.commonweight.federation.service.shard.RoundStore;
import io.commonweight.sdk.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A shard's range of everything that a plan names, from what lies in a store.
 *
 * @param files the old weights and states
 * @param updates every update that counts
 */
record ShardInputs(List<InputStream> files, List<Quanta> updates) implements Closeable {

  static ShardInputs open(RoundPlan plan, Shard shard, RoundStore store) throws IOException {
    var inputs = new ShardInputs(new ArrayList<>(), new ArrayList<>());
    try {
      for (Sha256 file : plan.files()) {
        inputs.files.add(
            store.open(
                RoundStore.weightsKey(file),
                plan.baseDataOffset() + shard.fromByte(),
                shard.toByte() - shard.fromByte()));
      }
      int width = plan.values().bytes();
      for (RoundPlan.Input input : plan.inputs()) {
        InputStream values =
            store.open(
                RoundStore.updateKey(input.name()),
                plan.updateDataOffset() + shard.from() * width,
                (shard.to() - shard.from()) * width);
        inputs.updates.add(new StreamedQuanta(values, plan.values()));
      }
      return inputs;
    } catch (IOException e) {
      inputs.close();
      throw e;
    }
  }

  /** The bytes of the shard of the file that the plan makes. */
  AggregateStream stream(RoundPlan plan, Shard shard, Combination combination) {
    var values =
        new NewValues(
            combination,
            plan.electorate().voters(),
            updates,
            plan.encoding().valueBits(),
            plan.optimizer(),
            plan.part());
    return new AggregateStream(
        shard,
        values,
        new AggregateStream.Sources(files.getFirst(), files.subList(1, files.size()), updates));
  }

  @Override
  public void close() throws IOException {
    for (InputStream file : files) {
      file.close();
    }
    for (Quanta update : updates) {
      update.close();
    }
  }
}
