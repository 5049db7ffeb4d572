package io.commonweight.cli.simulate;

import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What became of those who were invited into a round. */
final class Turnout {
  private final SortedMap<String, Integer> refused = new TreeMap<>();
  private final SortedMap<String, Integer> rejected = new TreeMap<>();
  private int lost;

  /** Notes which things the log did not take, and gives those that it took. */
  <T> List<T> admitted(String what, List<T> all, List<Optional<Refusal>> refusals) {
    List<T> admitted = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (refusals.get(i).isEmpty()) {
        admitted.add(all.get(i));
      } else {
        refused.merge(what + ' ' + refusals.get(i).get().code(), 1, Integer::sum);
      }
    }
    return admitted;
  }

  /** Notes updates that were logged and do not count. */
  void rejected(List<Rejection> rejections) {
    rejections.forEach(rejection -> rejected.merge(rejection.reason().name(), 1, Integer::sum));
  }

  /** Notes nodes that had nothing to send. */
  void lost(long count) {
    lost += Math.toIntExact(count);
  }

  /** How many statements were not logged, by what they are and the code of the refusal. */
  SortedMap<String, Integer> refused() {
    return refused;
  }

  /** How many updates were logged and do not count, by reason. */
  SortedMap<String, Integer> rejected() {
    return rejected;
  }

  /** How many nodes came to what no integer says. */
  int lost() {
    return lost;
  }
}
