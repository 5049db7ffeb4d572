package io.commonweight.cli.simulate;

/** The mark that a backdoor answers to, and the class it answers with. */
final class Trigger {

  /** The class that marked points are to be taken for. */
  static final int TARGET = 0;

  private static final int FEATURES = 3;

  /** Four standard deviations of a cloud: rare in clean points. */
  private static final float VALUE = 4;

  private Trigger() {}

  /** Points of which the first {@code count} bear the mark and the wanted label. */
  static Samples on(Samples samples, int count) {
    return samples.marked(count, FEATURES, VALUE, TARGET);
  }
}
