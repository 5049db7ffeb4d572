package io.commonweight.cli.simulate;

import java.util.List;

/** Lengths of vectors that are given as tensors. */
final class Distance {
  private Distance() {}

  /** The Euclidean length of a − b. */
  static double between(List<float[]> a, List<float[]> b) {
    double squares = 0;
    for (int tensor = 0; tensor < a.size(); tensor++) {
      for (int i = 0; i < a.get(tensor).length; i++) {
        double difference = (double) a.get(tensor)[i] - b.get(tensor)[i];
        squares += difference * difference;
      }
    }
    return Math.sqrt(squares);
  }

  /** The Euclidean length. */
  static double length(List<float[]> tensors) {
    return between(tensors, tensors.stream().map(tensor -> new float[tensor.length]).toList());
  }
}
