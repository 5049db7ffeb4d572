package io.commonweight.cli.simulate;

import io.commonweight.federation.aggregation.Contribution;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
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

  /** They do not change what is aggregated, and are dear to make. */
  private static final Keys KEYS = new Keys(new Chance(1));

  private final Plan plan;
  private final List<float[]> base = Network.zeros();
  private final List<Submission> submissions = new ArrayList<>();

  private PoisonedRound(
      Attack attack, long seed, IntPredicate isHostile, IntUnaryOperator home, Path folder)
      throws IOException {
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
    var encoder = new Encoder(plan, KEYS, folder);
    RoundOpen open = Plans.open(Rule.mean());
    var round = new Round(open.base(), open, 0, OptionalLong.empty());
    for (Local local :
        new Conduct(plan.threat(), plan.training(), plan.chance()).together(locals)) {
      submissions.add(encoder.encode(local, round, base).orElseThrow());
    }
  }

  /** Some of the 24 are hostile, each node is of an organization of its own. */
  static PoisonedRound of(Attack attack, int hostile, long seed, Path folder) throws IOException {
    return new PoisonedRound(
        attack, seed, node -> node % 4 == 0 && node / 4 < hostile, node -> node, folder);
  }

  /** The first nodes are of one organization and hostile, the others of organizations of three. */
  static PoisonedRound ofSybils(int hostile, long seed, Path folder) throws IOException {
    return new PoisonedRound(
        Attack.SYBIL, seed, node -> node < hostile, node -> node < hostile ? 0 : node / 3, folder);
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
    List<float[]> clean = tally(Rule.mean(), honest).delta();
    List<float[]> aggregate = tally(rule, submissions).delta();
    return Distance.between(aggregate, clean) / Distance.length(clean);
  }

  private static Tally tally(Rule rule, List<Submission> some) throws IOException {
    return new Tally(
        Plans.open(rule),
        some.stream()
            .map(
                s ->
                    new Contribution(
                        s.update().node().hex(),
                        s.node().organizationName(),
                        s.update().frames(),
                        0))
            .toList(),
        some.stream().map(Submission::file).toList());
  }
}
