package io.commonweight.cli.simulate;

import java.util.List;

/** How well weights do on points that nobody trained on. */
final class Exam {
  private final Samples clean;
  private final Samples marked;

  /**
   * What came out.
   *
   * @param accuracy share of clean points whose class is found
   * @param loss mean cross entropy of clean points, in nats
   * @param backdoor share of marked points of other classes that are taken for the target
   */
  record Grade(double accuracy, double loss, double backdoor) {}

  Exam(Samples test) {
    this.clean = test;
    this.marked = Trigger.on(test, test.count());
  }

  Grade of(List<float[]> weights) {
    var network = new Network(weights);
    int found = 0;
    int others = 0;
    int taken = 0;
    double loss = 0;
    for (int i = 0; i < clean.count(); i++) {
      found += network.classify(clean, i) == clean.label(i) ? 1 : 0;
      loss += network.loss(clean, i);
      if (clean.label(i) != Trigger.TARGET) {
        others++;
        taken += network.classify(marked, i) == Trigger.TARGET ? 1 : 0;
      }
    }
    return new Grade((double) found / clean.count(), loss / clean.count(), (double) taken / others);
  }
}
