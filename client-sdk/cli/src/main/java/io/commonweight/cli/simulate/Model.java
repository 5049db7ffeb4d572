package io.commonweight.cli.simulate;

import java.util.ArrayList;
import java.util.List;

/** What goes from round to round: weights, and the optimizer's states. Read-only. */
record Model(List<float[]> weights, List<float[]> momentum, List<float[]> variance) {

  /** Weights without states. */
  static Model of(List<float[]> weights) {
    return new Model(weights, Network.zeros(), Network.zeros());
  }

  /** All three, in the order of a release's files; a list of one's own. */
  List<List<float[]>> files() {
    return new ArrayList<>(List.of(weights, momentum, variance));
  }
}
