package io.commonweight.federation.service.worker;

import io.commonweight.federation.service.shard.ShardResult;
import io.commonweight.federation.service.shard.ShardTask;
import io.commonweight.federation.service.shard.ShardTopics;
import java.util.Optional;

/** How fast a worker that has nothing to compute settles tasks. */
public final class SettleRate {
  private SettleRate() {}

  /**
   * Settles as many tasks as are said to be there.
   *
   * @return how many in a second, from the first on
   */
  public static double of(ShardTopics topics, int tasks) throws Exception {
    long start = 0;
    int settled = 0;
    try (var session = new TaskSession(topics, "measured")) {
      while (settled < tasks) {
        for (var message : session.next()) {
          start = start == 0 ? System.nanoTime() : start;
          ShardTask task = ShardTask.parse(message.value());
          var result = ShardResult.of(task, task.plan(), task.plan().hex());
          session.settle(message, Optional.of(result));
          settled++;
        }
      }
    }
    return settled / ((System.nanoTime() - start) / 1e9);
  }
}
