package io.commonweight.cli.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A classifier with one hidden layer of rectified units and a softmax, after which the loss is the
 * cross entropy. Its weights are four tensors: hidden weights by unit, hidden biases, output
 * weights by class, output biases.
 *
 * <p>Only the functions of {@link StrictMath} are used, so the same weights give the same bits on
 * any machine. Not thread-safe: it holds one point's activations.
 */
final class Network {
  private static final int HIDDEN = 24;

  /** Elements of each tensor. */
  static final List<Integer> SIZES =
      List.of(HIDDEN * Clusters.FEATURES, HIDDEN, Clusters.CLASSES * HIDDEN, Clusters.CLASSES);

  private static final double LEAST_PROBABILITY = 1e-30;

  private final float[] hiddenWeights;
  private final float[] hiddenBiases;
  private final float[] outputWeights;
  private final float[] outputBiases;
  private final double[] hidden = new double[HIDDEN];
  private final double[] probabilities = new double[Clusters.CLASSES];

  /** Looks at weights: a change to them is a change to the network. */
  Network(List<float[]> weights) {
    this.hiddenWeights = weights.get(0);
    this.hiddenBiases = weights.get(1);
    this.outputWeights = weights.get(2);
    this.outputBiases = weights.get(3);
  }

  /** Tensors of zeros. */
  static List<float[]> zeros() {
    List<float[]> tensors = new ArrayList<>();
    SIZES.forEach(size -> tensors.add(new float[size]));
    return tensors;
  }

  /** Weights to begin with (He et al., ICCV 2015). */
  static List<float[]> initial(Random random) {
    List<float[]> weights = zeros();
    fill(weights.get(0), Math.sqrt(2.0 / Clusters.FEATURES), random);
    fill(weights.get(2), Math.sqrt(2.0 / HIDDEN), random);
    return weights;
  }

  private static void fill(float[] tensor, double deviation, Random random) {
    for (int i = 0; i < tensor.length; i++) {
      tensor[i] = (float) (deviation * random.nextGaussian());
    }
  }

  /** The likeliest class of a point. */
  int classify(Samples samples, int sample) {
    look(samples, sample);
    int best = 0;
    for (int label = 1; label < probabilities.length; label++) {
      if (probabilities[label] > probabilities[best]) {
        best = label;
      }
    }
    return best;
  }

  /** The cross entropy of a point, in nats; at most 70. */
  double loss(Samples samples, int sample) {
    look(samples, sample);
    double probability = probabilities[samples.label(sample)];
    return -StrictMath.log(Math.max(LEAST_PROBABILITY, probability));
  }

  /** Adds a point's gradient of the loss, times a factor, to tensors. */
  void addGradient(Samples samples, int sample, double factor, List<float[]> to) {
    look(samples, sample);
    double[] atHidden = new double[HIDDEN];
    for (int label = 0; label < Clusters.CLASSES; label++) {
      double atOutput = factor * (probabilities[label] - (label == samples.label(sample) ? 1 : 0));
      to.get(3)[label] += (float) atOutput;
      for (int unit = 0; unit < HIDDEN; unit++) {
        int weight = label * HIDDEN + unit;
        to.get(2)[weight] += (float) (atOutput * hidden[unit]);
        atHidden[unit] += atOutput * outputWeights[weight];
      }
    }
    for (int unit = 0; unit < HIDDEN; unit++) {
      if (hidden[unit] > 0) {
        addHidden(samples, sample, unit, atHidden[unit], to);
      }
    }
  }

  private static void addHidden(
      Samples samples, int sample, int unit, double gradient, List<float[]> to) {
    to.get(1)[unit] += (float) gradient;
    float[] weights = to.get(0);
    for (int i = 0; i < Clusters.FEATURES; i++) {
      weights[unit * Clusters.FEATURES + i] += (float) (gradient * samples.feature(sample, i));
    }
  }

  private void look(Samples samples, int sample) {
    for (int unit = 0; unit < HIDDEN; unit++) {
      double sum = hiddenBiases[unit];
      for (int i = 0; i < Clusters.FEATURES; i++) {
        sum += (double) hiddenWeights[unit * Clusters.FEATURES + i] * samples.feature(sample, i);
      }
      hidden[unit] = Math.max(0, sum);
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (int label = 0; label < Clusters.CLASSES; label++) {
      double sum = outputBiases[label];
      for (int unit = 0; unit < HIDDEN; unit++) {
        sum += outputWeights[label * HIDDEN + unit] * hidden[unit];
      }
      probabilities[label] = sum;
      largest = Math.max(largest, sum);
    }
    normalize(largest);
  }

  private void normalize(double largest) {
    double sum = 0;
    for (int label = 0; label < probabilities.length; label++) {
      probabilities[label] = StrictMath.exp(probabilities[label] - largest);
      sum += probabilities[label];
    }
    for (int label = 0; label < probabilities.length; label++) {
      probabilities[label] /= sum;
    }
  }
}
