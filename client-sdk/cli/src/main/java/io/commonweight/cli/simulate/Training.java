package io.commonweight.cli.simulate;

import java.util.List;
import java.util.Random;

/**
 * How a node trains: stochastic gradient descent over batches of its own points.
 *
 * @param steps how many batches
 * @param batch points of a batch
 * @param rate the step's length
 * @param proximalMu how strongly weights are held to the round's base (FedProx: Li et al., MLSys
 *     2020); 0 for not at all
 */
record Training(int steps, int batch, double rate, double proximalMu) {

  /** The weights after training; the base is left alone. */
  List<float[]> train(List<float[]> base, Samples samples, Random random) {
    List<float[]> weights = base.stream().map(float[]::clone).toList();
    var network = new Network(weights);
    var order = new Order(samples.count(), random);
    for (int step = 0; step < steps; step++) {
      List<float[]> gradients = Network.zeros();
      for (int i = 0; i < batch; i++) {
        network.addGradient(samples, order.next(), 1.0 / batch, gradients);
      }
      descend(base, weights, gradients);
    }
    return weights;
  }

  private void descend(List<float[]> base, List<float[]> weights, List<float[]> gradients) {
    for (int tensor = 0; tensor < weights.size(); tensor++) {
      float[] at = weights.get(tensor);
      float[] from = base.get(tensor);
      float[] gradient = gradients.get(tensor);
      for (int i = 0; i < at.length; i++) {
        at[i] -= (float) (rate * (gradient[i] + proximalMu * (at[i] - from[i])));
      }
    }
  }

  /** All points in a random order, then all in another. */
  private static final class Order {
    private final int[] order;
    private final Random random;
    private int next;

    Order(int count, Random random) {
      this.order = new int[count];
      this.random = random;
      for (int i = 0; i < count; i++) {
        order[i] = i;
      }
      this.next = count;
    }

    int next() {
      if (next == order.length) {
        shuffle();
        next = 0;
      }
      return order[next++];
    }

    private void shuffle() {
      for (int i = order.length - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int kept = order[i];
        order[i] = order[other];
        order[other] = kept;
      }
    }
  }
}
