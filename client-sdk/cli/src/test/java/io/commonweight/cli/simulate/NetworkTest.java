package io.commonweight.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonweight.cli.simulate.Chance.Purpose;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final float STEP = 1e-2f;

  private final Chance chance = new Chance(7);
  private final Samples samples = samples();
  private final List<float[]> weights = Network.initial(chance.of(Purpose.INITIAL));

  private Samples samples() {
    double[] alike = new double[Clusters.CLASSES];
    Arrays.fill(alike, 1.0 / Clusters.CLASSES);
    return new Clusters(chance).draw(alike, 0, 64, chance.of(Purpose.SAMPLES));
  }

  @Test
  void theGradientIsTheSlopeOfTheLoss() {
    List<float[]> gradient = Network.zeros();
    new Network(weights).addGradient(samples, 0, 1, gradient);

    for (int tensor = 0; tensor < weights.size(); tensor++) {
      float[] at = weights.get(tensor);
      for (int i = 0; i < at.length; i += 5) {
        float kept = at[i];
        at[i] = kept + STEP;
        double above = new Network(weights).loss(samples, 0);
        at[i] = kept - STEP;
        double below = new Network(weights).loss(samples, 0);
        at[i] = kept;
        assertThat((double) gradient.get(tensor)[i])
            .as("element %d of tensor %d", i, tensor)
            .isCloseTo((above - below) / (2 * STEP), within(0.02));
      }
    }
  }

  @Test
  void trainingLowersTheLossAndLeavesTheBaseAlone() {
    float first = weights.getFirst()[0];
    var training = new Training(100, 16, 0.1, 0);

    List<float[]> trained = training.train(weights, samples, chance.of(Purpose.BATCHES));

    assertThat(loss(trained)).isLessThan(loss(weights) / 3);
    assertThat(weights.getFirst()[0]).isEqualTo(first);
  }

  @Test
  void theProximalTermHoldsWeightsToTheBase() {
    List<float[]> free =
        new Training(50, 16, 0.1, 0).train(weights, samples, chance.of(Purpose.BATCHES));
    List<float[]> held =
        new Training(50, 16, 0.1, 1).train(weights, samples, chance.of(Purpose.BATCHES));

    assertThat(Distance.between(held, weights)).isLessThan(Distance.between(free, weights) / 1.5);
  }

  private double loss(List<float[]> of) {
    var network = new Network(of);
    double sum = 0;
    for (int i = 0; i < samples.count(); i++) {
      sum += network.loss(samples, i);
    }
    return sum;
  }
}
