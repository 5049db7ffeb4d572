package io.commonweight.cli.simulate;

import io.commonweight.cli.simulate.Chance.Purpose;
import java.util.List;
import java.util.Random;

/** What nodes do in a round: honest ones train, hostile ones carry out the attack. */
record Conduct(Threat threat, Training training, Chance chance) {
  private static final double THOUSANDTH = 1e-3;

  /** What a node does by itself. */
  Local alone(Node node, int round, List<float[]> base) {
    Random random = chance.of(Purpose.BATCHES, round, node.index());
    return new Local(
        node,
        node.isHostile()
            ? attack(node.samples(), base, random, chance.of(Purpose.ATTACK, round, node.index()))
            : training.train(base, node.samples(), random));
  }

  private List<float[]> attack(Samples samples, List<float[]> base, Random batches, Random random) {
    return switch (threat.attack()) {
      case NONE, LITTLE_IS_ENOUGH -> base;
      case SIGN_FLIP, SYBIL ->
          scaled(base, training.train(base, samples, batches), -threat.strength());
      case SCALING -> scaled(base, training.train(base, samples, batches), threat.strength());
      case LABEL_NOISE -> training.train(base, mislabelled(samples, random), batches);
      case BACKDOOR ->
          scaled(
              base,
              training.train(base, Trigger.on(samples, samples.count() / 2), batches),
              threat.strength());
      case FREE_RIDER -> disturbed(base, random);
    };
  }

  /**
   * What nodes do once hostile ones have seen what the others will send. The order stays.
   *
   * @param alone what each does by itself, of one round
   */
  List<Local> together(List<Local> alone) {
    return switch (threat.attack()) {
      case NONE, SIGN_FLIP, SCALING, LABEL_NOISE, BACKDOOR, FREE_RIDER -> alone;
      case SYBIL ->
          alone.stream()
              .filter(local -> local.node().isHostile())
              .findFirst()
              .map(first -> replaced(alone, first.weights()))
              .orElse(alone);
      case LITTLE_IS_ENOUGH -> {
        List<Local> honest = alone.stream().filter(local -> !local.node().isHostile()).toList();
        yield honest.isEmpty() ? alone : replaced(alone, little(honest));
      }
    };
  }

  private static List<Local> replaced(List<Local> locals, List<float[]> weights) {
    return locals.stream()
        .map(local -> local.node().isHostile() ? new Local(local.node(), weights) : local)
        .toList();
  }

  /** The mean less some standard deviations of each coordinate. */
  private List<float[]> little(List<Local> honest) {
    List<float[]> little = Network.zeros();
    for (int tensor = 0; tensor < little.size(); tensor++) {
      float[] values = little.get(tensor);
      for (int i = 0; i < values.length; i++) {
        double sum = 0;
        for (Local local : honest) {
          sum += local.weights().get(tensor)[i];
        }
        double mean = sum / honest.size();
        double squares = 0;
        for (Local local : honest) {
          double distance = local.weights().get(tensor)[i] - mean;
          squares += distance * distance;
        }
        values[i] = (float) (mean - threat.strength() * Math.sqrt(squares / honest.size()));
      }
    }
    return little;
  }

  private static List<float[]> scaled(List<float[]> base, List<float[]> local, double factor) {
    List<float[]> scaled = Network.zeros();
    for (int tensor = 0; tensor < scaled.size(); tensor++) {
      float[] values = scaled.get(tensor);
      float[] from = base.get(tensor);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (from[i] + factor * (local.get(tensor)[i] - from[i]));
      }
    }
    return scaled;
  }

  private List<float[]> disturbed(List<float[]> base, Random random) {
    List<float[]> disturbed = base.stream().map(float[]::clone).toList();
    for (float[] values : disturbed) {
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (THOUSANDTH * threat.strength() * random.nextGaussian());
      }
    }
    return disturbed;
  }

  private Samples mislabelled(Samples samples, Random random) {
    return samples.relabelled(
        sample -> {
          int others = 1 + random.nextInt(Clusters.CLASSES - 1);
          return random.nextDouble() < threat.strength()
              ? (samples.label(sample) + others) % Clusters.CLASSES
              : samples.label(sample);
        });
  }
}
