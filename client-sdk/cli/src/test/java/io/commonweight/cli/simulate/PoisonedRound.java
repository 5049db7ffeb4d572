package io.commonweight.cli.simulate;

import io.commonweight.sdk.statement.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * One round of 24 nodes. The honest updates lie around a vector of length 1, at a distance of about
 * 0.5; of the others each attack makes what it does.
 */
final class PoisonedRound {
  private static final int PARAMETERS = Network.SIZES.stream().mapToInt(size -> size).sum();
  private static final double NOISE = 0.5;

  private final Plan plan;
  private final List<float[]> base = Network.zeros();
  private final List<Submission> submissions = new ArrayList<>();

  private PoisonedRound(Attack attack, long seed, IntPredicate isHostile, IntUnaryOperator home) {
    this.plan = Plans.of(seed, Plans.threat(attack, 0.25));
    var random = new Random(seed);
    List<float[]> direction = direction(random);
    List<Local> locals = new ArrayList<>();
    for (int index = 0; index < Plans.NODES; index++) {
      var samples = new Samples(1, new float[32], new int[32]);
      var node = new Node(index, home.applyAsInt(index), isHostile.test(index), samples);
      double factor = node.isHostile() ? factor(attack) : 1;
      locals.add(new Local(node, around(direction, factor, random)));
    }
    var encoder = new Encoder(plan);
    new Conduct(plan.threat(), plan.training(), plan.chance())
        .together(locals)
        .forEach(local -> submissions.add(encoder.encode(local, 1, base).orElseThrow()));
  }

  /** Some of the 24 are hostile, each node is of an organization of its own. */
  static PoisonedRound of(Attack attack, int hostile, long seed) {
    return new PoisonedRound(
        attack, seed, node -> node % 4 == 0 && node / 4 < hostile, node -> node);
  }

  /** The first nodes are of one organization and hostile, the others of organizations of three. */
  static PoisonedRound ofSybils(int hostile, long seed) {
    return new PoisonedRound(
        Attack.SYBIL, seed, node -> node < hostile, node -> node < hostile ? 0 : node / 3);
  }

  private static double factor(Attack attack) {
    return switch (attack) {
      case SIGN_FLIP, SYBIL -> -attack.usualStrength();
      case SCALING -> attack.usualStrength();
      case NONE, LABEL_NOISE, BACKDOOR, LITTLE_IS_ENOUGH, FREE_RIDER -> 0;
    };
  }

  private static List<float[]> direction(Random random) {
    List<float[]> direction = Network.zeros();
    for (float[] tensor : direction) {
      for (int i = 0; i < tensor.length; i++) {
        tensor[i] = (float) random.nextGaussian();
      }
    }
    double length = Distance.length(direction);
    direction.forEach(
        tensor -> {
          for (int i = 0; i < tensor.length; i++) {
            tensor[i] /= (float) length;
          }
        });
    return direction;
  }

  private static List<float[]> around(List<float[]> direction, double factor, Random random) {
    List<float[]> local = direction.stream().map(float[]::clone).toList();
    for (float[] tensor : local) {
      for (int i = 0; i < tensor.length; i++) {
        double noise = NOISE / Math.sqrt(PARAMETERS) * random.nextGaussian();
        tensor[i] = (float) (factor * (tensor[i] + noise));
      }
    }
    return local;
  }

  /** How far a rule's aggregate is from the mean of the honest updates, in units of its length. */
  double distance(Rule rule) throws IOException {
    List<Submission> honest = submissions.stream().filter(s -> !s.node().isHostile()).toList();
    List<float[]> clean = new Tally(plan.engine(), Rule.mean(), 1, honest).delta();
    List<float[]> aggregate = new Tally(plan.engine(), rule, 1, submissions).delta();
    return Distance.between(aggregate, clean) / Distance.length(clean);
  }
}
