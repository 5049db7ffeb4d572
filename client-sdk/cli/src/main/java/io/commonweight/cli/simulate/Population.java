package io.commonweight.cli.simulate;

import io.commonweight.cli.simulate.Chance.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * Everybody who takes part, and what nobody trains on.
 *
 * @param test clean points of all classes alike, seen as all organizations see them
 */
record Population(List<Node> nodes, Samples test) {
  /** The place of the organization that has all Sybils. */
  static final int SYBILS = 0;

  private static final int TEST_SAMPLES = 2000;

  /** The largest angle at which an organization sees features: 30 degrees. */
  private static final double MAX_ANGLE = Math.PI / 6;

  /** Copies the nodes. */
  Population {
    nodes = List.copyOf(nodes);
  }

  /** Makes one. */
  static Population of(Cohort cohort, Threat threat, Chance chance) {
    var clusters = new Clusters(chance);
    var views = views(cohort, chance);
    int[] organizations = organizations(cohort, threat);
    BitSet hostile = hostile(cohort, threat, organizations, chance);
    List<Node> nodes = new ArrayList<>();
    for (int node = 0; node < cohort.nodes(); node++) {
      View view = views.get(organizations[node]);
      var random = chance.of(Purpose.SAMPLES, node);
      double[] shares =
          cohort.partition() == Partition.DIRICHLET
              ? new Dirichlet(cohort.alpha()).draw(Clusters.CLASSES, random)
              : view.shares();
      Samples samples = clusters.draw(shares, view.angle(), cohort.samples(), random);
      nodes.add(new Node(node, organizations[node], hostile.get(node), samples));
    }
    return new Population(nodes, test(clusters, views, chance));
  }

  /** How an organization sees the world. Not a record: it holds an array. */
  private static final class View {
    private final double[] shares;
    private final double angle;

    View(double[] shares, double angle) {
      this.shares = shares;
      this.angle = angle;
    }

    double[] shares() {
      return shares;
    }

    double angle() {
      return angle;
    }
  }

  private static List<View> views(Cohort cohort, Chance chance) {
    List<View> views = new ArrayList<>();
    for (int organization = 0; organization < cohort.organizations(); organization++) {
      var random = chance.of(Purpose.ORGANIZATION, organization);
      views.add(
          cohort.partition() == Partition.ORGANIZATION
              ? new View(
                  new Dirichlet(cohort.alpha()).draw(Clusters.CLASSES, random),
                  MAX_ANGLE * (2 * random.nextDouble() - 1))
              : new View(alike(), 0));
    }
    return views;
  }

  private static double[] alike() {
    double[] shares = new double[Clusters.CLASSES];
    Arrays.fill(shares, 1.0 / Clusters.CLASSES);
    return shares;
  }

  /** Nodes in turn; but the organization of Sybils has all of those. */
  private static int[] organizations(Cohort cohort, Threat threat) {
    int[] organizations = new int[cohort.nodes()];
    int sybils = threat.attack() == Attack.SYBIL ? hostileNodes(cohort, threat) : 0;
    int others = sybils > 0 ? cohort.organizations() - 1 : cohort.organizations();
    for (int node = sybils; node < organizations.length; node++) {
      organizations[node] = cohort.organizations() - others + (node - sybils) % others;
    }
    return organizations;
  }

  private static int hostileNodes(Cohort cohort, Threat threat) {
    return (int) Math.round(threat.share() * cohort.nodes());
  }

  private static BitSet hostile(Cohort cohort, Threat threat, int[] organizations, Chance chance) {
    var hostile = new BitSet(cohort.nodes());
    if (threat.attack() == Attack.NONE) {
      return hostile;
    }
    if (threat.attack() == Attack.SYBIL) {
      hostile.set(0, hostileNodes(cohort, threat));
    } else if (threat.placement() == Threat.Placement.NODES) {
      drawn(cohort.nodes(), threat.share(), chance).forEach(hostile::set);
    } else {
      List<Integer> drawn = drawn(cohort.organizations(), threat.share(), chance);
      for (int node = 0; node < organizations.length; node++) {
        hostile.set(node, drawn.contains(organizations[node]));
      }
    }
    return hostile;
  }

  private static List<Integer> drawn(int count, double share, Chance chance) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      places.add(i);
    }
    Collections.shuffle(places, chance.of(Purpose.ROLES));
    return places.subList(0, (int) Math.round(share * count));
  }

  private static Samples test(Clusters clusters, List<View> views, Chance chance) {
    float[] features = new float[TEST_SAMPLES * Clusters.FEATURES];
    int[] labels = new int[TEST_SAMPLES];
    for (int sample = 0; sample < TEST_SAMPLES; sample++) {
      double angle = views.get(sample % views.size()).angle();
      Samples one = clusters.draw(alike(), angle, 1, chance.of(Purpose.TEST, sample));
      for (int i = 0; i < Clusters.FEATURES; i++) {
        features[sample * Clusters.FEATURES + i] = one.feature(0, i);
      }
      labels[sample] = one.label(0);
    }
    return new Samples(Clusters.FEATURES, features, labels);
  }
}
