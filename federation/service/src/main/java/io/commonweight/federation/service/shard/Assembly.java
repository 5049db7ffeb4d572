package io.commonweight.federation.service.shard;

import io.commonweight.sdk.Sha256;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Has the shards of one plan computed. Lost tasks are posted again; a worker or coordinator that is
 * killed costs time and changes nothing, because the same shard has the same bytes whoever writes
 * it.
 */
final class Assembly {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int MAX_POSTS = 8;

  private final RoundStore store;
  private final TaskBoard board;
  private final Clock clock;
  private final Duration taskTimeout;
  private final RoundMetrics metrics;
  private final Map<Integer, ShardResult> results = new TreeMap<>();

  Assembly(
      RoundStore store, TaskBoard board, Clock clock, Duration taskTimeout, RoundMetrics metrics) {
    this.store = store;
    this.board = board;
    this.clock = clock;
    this.taskTimeout = taskTimeout;
    this.metrics = metrics;
  }

  /**
   * Has all shards computed.
   *
   * @return what the workers say of each shard, in order; it is not yet held against the bytes
   * @throws IOException if a shard is not computed however often it is asked for
   */
  List<ShardResult> run(RoundPlan plan) throws IOException, InterruptedException {
    Sha256 digest = store.keep(plan);
    List<ShardTask> missing =
        plan.shards().stream()
            .map(s -> new ShardTask(plan.round(), plan.inputSetDigest(), digest, s.index()))
            .toList();
    for (int posts = 0; !missing.isEmpty(); posts++) {
      if (posts == MAX_POSTS) {
        throw new IOException(
            "no worker computed shard %d, asked %d times; the workers' logs say why"
                .formatted(missing.getFirst().shard(), posts));
      }
      if (posts > 0) {
        Log.warnf("shards posted again, shards %d, round %s", missing.size(), plan.round());
      }
      board.post(missing);
      missing = collect(missing);
    }
    return List.copyOf(results.values());
  }

  /** Collects results until all are there or none has come for the length of the timeout. */
  private List<ShardTask> collect(List<ShardTask> posted) throws IOException, InterruptedException {
    List<ShardTask> missing = new ArrayList<>(posted);
    Instant deadline = clock.instant().plus(taskTimeout);
    while (!missing.isEmpty() && clock.instant().isBefore(deadline)) {
      for (ShardResult result : board.await(PAUSE)) {
        boolean isNew = missing.remove(result.task());
        metrics.part(isNew);
        if (isNew) {
          results.put(result.shard(), result);
          deadline = clock.instant().plus(taskTimeout);
        }
      }
    }
    return missing;
  }
}
