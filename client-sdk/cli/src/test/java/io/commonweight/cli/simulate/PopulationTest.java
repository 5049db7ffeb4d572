package io.commonweight.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PopulationTest {
  private static final int SAMPLES = 200;

  private final Chance chance = new Chance(3);

  private Population population(Partition partition, double alpha, Threat threat) {
    return Population.of(new Cohort(60, 6, SAMPLES, partition, alpha), threat, chance);
  }

  private static double[] shares(Samples samples) {
    double[] shares = new double[Clusters.CLASSES];
    for (int i = 0; i < samples.count(); i++) {
      shares[samples.label(i)] += 1.0 / samples.count();
    }
    return shares;
  }

  /** Half the sum of absolute differences: 0 for equal shares, 1 for disjoint ones. */
  private static double difference(Node a, Node b) {
    double[] left = shares(a.samples());
    double[] right = shares(b.samples());
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += Math.abs(left[i] - right[i]);
    }
    return sum / 2;
  }

  @Test
  void iidNodesHaveAsManyPointsAndAllClassesAlike() {
    for (Node node : population(Partition.IID, 1, Threat.none()).nodes()) {
      assertThat(node.samples().count()).isEqualTo(SAMPLES);
      assertThat(node.organization()).isEqualTo(node.index() % 6);
      assertThat(shares(node.samples())).containsOnly(new double[] {0.1}, within(0.1));
    }
  }

  @Test
  void theSmallerAlphaTheMoreANodeHasOfOneClass() {
    assertThat(largestShare(0.1)).isGreaterThan(0.6);
    assertThat(largestShare(1)).isBetween(0.2, 0.5);
    assertThat(largestShare(100)).isBetween(0.1, 0.2);
  }

  /** The mean over nodes. */
  private double largestShare(double alpha) {
    return population(Partition.DIRICHLET, alpha, Threat.none()).nodes().stream()
        .mapToDouble(node -> Arrays.stream(shares(node.samples())).max().orElseThrow())
        .average()
        .orElseThrow();
  }

  @Test
  void nodesOfAnOrganizationAreAlikeAndThoseOfAnotherAreNot() {
    var nodes = population(Partition.ORGANIZATION, 0.3, Threat.none()).nodes();

    assertThat(difference(nodes.get(0), nodes.get(6))).isLessThan(0.15);
    assertThat(difference(nodes.get(0), nodes.get(1))).isGreaterThan(0.4);
  }

  @Test
  void dirichletNodesOfAnOrganizationAreNotAlike() {
    var nodes = population(Partition.DIRICHLET, 0.3, Threat.none()).nodes();

    assertThat(difference(nodes.get(0), nodes.get(6))).isGreaterThan(0.4);
  }

  @Test
  void wholeOrganizationsAreHostile() {
    var nodes = population(Partition.IID, 1, Plans.threat(Attack.SCALING, 0.34)).nodes();

    assertThat(nodes.stream().filter(Node::isHostile).map(Node::organization).distinct())
        .hasSize(2);
    assertThat(nodes.stream().filter(Node::isHostile)).hasSize(20);
  }

  @Test
  void orNodesWhereverTheyAre() {
    var threat = Plans.threat(Attack.SCALING, 0.25, Threat.Placement.NODES);
    var nodes = population(Partition.IID, 1, threat).nodes();

    assertThat(nodes.stream().filter(Node::isHostile)).hasSize(15);
    assertThat(nodes.stream().filter(Node::isHostile).map(Node::organization).distinct())
        .hasSizeGreaterThan(3);
  }

  @Test
  void sybilsAreOneOrganizationWithAShareOfAllNodes() {
    var nodes = population(Partition.IID, 1, Plans.threat(Attack.SYBIL, 0.5)).nodes();

    assertThat(nodes.stream().filter(Node::isHostile)).hasSize(30);
    assertThat(nodes)
        .allSatisfy(node -> assertThat(node.isHostile()).isEqualTo(node.organization() == 0));
    assertThat(nodes.stream().map(Node::organization).distinct()).hasSize(6);
  }

  @Test
  void theTestPointsAreTheSameWhoeverIsHostile() {
    Samples one = population(Partition.IID, 1, Threat.none()).test();
    Samples other = population(Partition.IID, 1, Plans.threat(Attack.SYBIL, 0.5)).test();

    assertThat(one.count()).isEqualTo(2000);
    assertThat(shares(one)).containsOnly(new double[] {0.1}, within(0.03));
    assertThat(one.feature(1999, 3)).isEqualTo(other.feature(1999, 3));
  }
}
