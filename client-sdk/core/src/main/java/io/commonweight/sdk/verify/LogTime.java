package io.commonweight.sdk.verify;

import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Envelope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The log's own time as aggregates move it on. Those of keys that are not shown count unread: the
 * time only tells which delegations are over and make room for others.
 */
final class LogTime {
  private final Map<Aggregate.Result, Map<String, Long>> times = new HashMap<>();

  /** The directory behind an aggregate: later if a quorum has now computed the same. */
  Directory after(Aggregate aggregate, Envelope envelope, Directory directory) {
    Map<String, Long> equal = times.computeIfAbsent(aggregate.result(), _ -> new HashMap<>());
    equal.putIfAbsent(envelope.signatures().getFirst().keyId(), aggregate.time());
    int required = directory.charter().organizationQuorum().required();
    return equal.size() == required
        ? directory.at(AggregateCheck.median(List.copyOf(equal.values())))
        : directory;
  }
}
