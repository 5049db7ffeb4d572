package io.commonweight.federation.secagg;

import io.commonweight.sdk.identity.Fingerprint;
import java.util.List;
import java.util.function.Function;

/** The checks that wire forms share. */
final class Checks {

  private Checks() {}

  /** A copy of a list of at most 64, strictly increasing by node, so that it has one encoding. */
  static <T> List<T> byNode(String what, List<T> list, Function<T, Fingerprint> node) {
    if (list.size() > SecAggRound.MAX_NODES) {
      throw new IllegalArgumentException(what + " of " + list.size() + " nodes");
    }
    for (int i = 1; i < list.size(); i++) {
      if (node.apply(list.get(i - 1)).compareTo(node.apply(list.get(i))) >= 0) {
        throw new IllegalArgumentException(what + " are not in the order of nodes, or repeat one");
      }
    }
    return List.copyOf(list);
  }
}
