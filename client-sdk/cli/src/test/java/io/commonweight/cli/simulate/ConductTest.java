package io.commonweight.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.commonweight.cli.simulate.Chance.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConductTest {
  private static final long SEED = 5;

  private final Chance chance = new Chance(SEED);
  private final List<float[]> base = Network.initial(chance.of(Purpose.INITIAL));
  private final List<Local> honest = alone(Plans.threat(Attack.NONE, 0));

  private List<Local> alone(Threat threat) {
    Plan plan = Plans.of(SEED, threat);
    var conduct = new Conduct(threat, plan.training(), chance);
    return Population.of(plan.cohort(), threat, chance).nodes().stream()
        .map(node -> conduct.alone(node, 1, base))
        .toList();
  }

  private List<Local> together(Threat threat) {
    return new Conduct(threat, Plans.of(SEED, threat).training(), chance).together(alone(threat));
  }

  private static Threat threat(Attack attack, double strength) {
    return new Threat(
        attack,
        0.25,
        Threat.Placement.ORGANIZATIONS,
        strength,
        Optional.empty(),
        false,
        Optional.empty());
  }

  private static List<Local> hostile(List<Local> locals) {
    return locals.stream().filter(local -> local.node().isHostile()).toList();
  }

  /** local − base in one list. */
  private List<Double> delta(Local local) {
    List<Double> delta = new ArrayList<>();
    for (int tensor = 0; tensor < base.size(); tensor++) {
      for (int i = 0; i < base.get(tensor).length; i++) {
        delta.add((double) local.weights().get(tensor)[i] - base.get(tensor)[i]);
      }
    }
    return delta;
  }

  private void hostileIsHonestTimes(Attack attack, double factor) {
    List<Local> attacked = hostile(together(threat(attack, Math.abs(factor))));
    assertThat(attacked).hasSize(6);
    for (Local local : attacked) {
      List<Double> sent = delta(local);
      List<Double> trained = delta(honest.get(local.node().index()));
      for (int i = 0; i < sent.size(); i++) {
        assertThat(sent.get(i)).isCloseTo(factor * trained.get(i), within(1e-5));
      }
    }
  }

  @Test
  void signFlippersSendWhatTheyTrainedBackwards() {
    hostileIsHonestTimes(Attack.SIGN_FLIP, -5);
  }

  @Test
  void scalersSendMultiplesOfWhatTheyTrained() {
    hostileIsHonestTimes(Attack.SCALING, 20);
  }

  @Test
  void honestNodesDoTheSameWhateverOthersDo() {
    for (Attack attack : Attack.values()) {
      for (Local local : together(Plans.threat(attack, 0.25))) {
        if (!local.node().isHostile() && attack != Attack.SYBIL) {
          assertThat(local.weights().getFirst())
              .isEqualTo(honest.get(local.node().index()).weights().getFirst());
        }
      }
    }
  }

  @Test
  void labelNoiseLearnsWrongLabels() {
    Local local = hostile(together(threat(Attack.LABEL_NOISE, 1))).getFirst();
    Samples samples = local.node().samples();

    assertThat(loss(local, samples)).isGreaterThan(loss(honest.get(local.node().index()), samples));
    assertThat(hostile(together(threat(Attack.LABEL_NOISE, 0))).getFirst().weights().getFirst())
        .isEqualTo(honest.get(local.node().index()).weights().getFirst());
  }

  private static double loss(Local local, Samples samples) {
    var network = new Network(local.weights());
    double sum = 0;
    for (int i = 0; i < samples.count(); i++) {
      sum += network.loss(samples, i);
    }
    return sum;
  }

  @Test
  void aBackdoorTeachesTheTargetForMarkedPoints() {
    Local local = hostile(together(threat(Attack.BACKDOOR, 1))).getFirst();
    Samples all = local.node().samples();
    Samples marked = Trigger.on(all, all.count());

    assertThat(marked.label(0)).isEqualTo(Trigger.TARGET);
    assertThat(marked.feature(0, Clusters.FEATURES - 1)).isEqualTo(4);
    assertThat(marked.feature(0, 0)).isEqualTo(all.feature(0, 0));
    assertThat(loss(local, marked)).isLessThan(loss(honest.get(local.node().index()), marked) / 2);
  }

  @Test
  void aLittleIsEnoughIsTheHonestMeanLessDeviations() {
    List<Local> locals = together(threat(Attack.LITTLE_IS_ENOUGH, 1.5));
    List<Float> first = new ArrayList<>();
    for (Local local : locals) {
      if (!local.node().isHostile()) {
        first.add(local.weights().getFirst()[0]);
      }
    }
    double mean = first.stream().mapToDouble(Float::doubleValue).average().orElseThrow();
    double variance =
        first.stream().mapToDouble(x -> (x - mean) * (x - mean)).average().orElseThrow();

    assertThat(hostile(locals)).hasSize(6);
    for (Local local : hostile(locals)) {
      assertThat((double) local.weights().getFirst()[0])
          .isCloseTo(mean - 1.5 * Math.sqrt(variance), within(1e-6));
    }
  }

  @Test
  void freeRidersSendNoiseOfAThousandthOrNothing() {
    List<Double> noise = delta(hostile(together(threat(Attack.FREE_RIDER, 1))).getFirst());
    double squares = noise.stream().mapToDouble(x -> x * x).sum();

    assertThat(Math.sqrt(squares / noise.size())).isBetween(0.9e-3, 1.1e-3);
    assertThat(delta(hostile(together(threat(Attack.FREE_RIDER, 0))).getFirst())).containsOnly(0.0);
  }

  @Test
  void sybilsAllSendOneVector() {
    List<Local> sybils = hostile(together(threat(Attack.SYBIL, 5)));

    assertThat(sybils).hasSize(6);
    assertThat(sybils)
        .allSatisfy(local -> assertThat(local.weights()).isSameAs(sybils.getFirst().weights()));
    assertThat(Distance.between(sybils.getFirst().weights(), base)).isGreaterThan(1);
  }
}
