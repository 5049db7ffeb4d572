package io.commonweight.cli.simulate;

import java.util.function.IntUnaryOperator;

/** Labelled points. Not changed once made; its arrays are shared, not copied. */
final class Samples {
  private final int width;
  private final float[] features;
  private final int[] labels;

  /**
   * Takes points.
   *
   * @param width features of a point
   * @param features those of all points, one after another
   * @param labels the class of each point
   */
  Samples(int width, float[] features, int[] labels) {
    if (features.length != width * labels.length) {
      throw new IllegalArgumentException(
          "%d features for %d points of %d".formatted(features.length, labels.length, width));
    }
    this.width = width;
    this.features = features;
    this.labels = labels;
  }

  int count() {
    return labels.length;
  }

  int label(int sample) {
    return labels[sample];
  }

  float feature(int sample, int feature) {
    return features[sample * width + feature];
  }

  /** The same points under other labels. */
  Samples relabelled(IntUnaryOperator labelOfSample) {
    int[] others = new int[labels.length];
    for (int i = 0; i < others.length; i++) {
      others[i] = labelOfSample.applyAsInt(i);
    }
    return new Samples(width, features, others);
  }

  /**
   * The same points, but the first ones have their last features set to a value, and a label.
   *
   * @param count how many points
   * @param last how many features
   */
  Samples marked(int count, int last, float value, int label) {
    float[] marked = features.clone();
    int[] others = labels.clone();
    for (int sample = 0; sample < count; sample++) {
      for (int feature = width - last; feature < width; feature++) {
        marked[sample * width + feature] = value;
      }
      others[sample] = label;
    }
    return new Samples(width, marked, others);
  }
}
