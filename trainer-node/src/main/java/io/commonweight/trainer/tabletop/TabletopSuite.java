package io.commonweight.trainer.tabletop;

import io.commonweight.sdk.Sha256;
import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.evaluate.Rate;
import io.commonweight.trainer.evaluate.Suite;
import io.commonweight.trainer.policy.Embodiment;
import io.commonweight.trainer.policy.ForwardPass;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.PolicyConfig;
import io.commonweight.trainer.train.PolicyTrainer;
import io.commonweight.trainer.train.Recipe;
import io.commonweight.trainer.train.TrainingException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * The demo federation: four organizations with other skills, other starts and goals and other arms.
 *
 * <p>Every episode follows from the suite's seed, the set it belongs to and its number. No episode
 * is in two sets.
 */
public final class TabletopSuite implements Suite {
  private static final double NOISE = 0.01;

  private final long seed;
  private final Size size;
  private final Recipe recipe;
  private final PolicyConfig config = TabletopProfile.config();

  /**
   * How many episodes each set has.
   *
   * @param training demonstrations per organization
   * @param validation episodes per organization
   * @param heldOut episodes per organization
   * @param novel episodes of the novel split
   */
  public record Size(int training, int validation, int heldOut, int novel) {
    /** The demo's sizes. */
    public static final Size DEFAULT = new Size(80, 50, 100, 200);
  }

  /** A suite of default size. */
  public TabletopSuite(long seed) {
    this(seed, Size.DEFAULT, new Recipe(20, 150, 128, 1e-3, 1e-4, 0.02));
  }

  /** A suite of any size and recipe. */
  public TabletopSuite(long seed, Size size, Recipe recipe) {
    this.seed = seed;
    this.size = size;
    this.recipe = recipe;
  }

  @Override
  public String name() {
    return "tabletop";
  }

  @Override
  public Embodiment embodiment() {
    return TabletopProfile.embodiment();
  }

  @Override
  public PolicyConfig config() {
    return config;
  }

  @Override
  public Recipe recipe() {
    return recipe;
  }

  @Override
  public Policy releaseZero(long initializer) throws TrainingException {
    Policy initial = Policy.initial(config, initializer);
    Recipe warmUp = new Recipe(1, 300, 128, 1e-3, 1e-4, 0.02);
    return PolicyTrainer.train(initial, reach(), warmUp.plan(1, initializer), (_, _) -> {})
        .policy();
  }

  /** The public demonstrations of {@code reach} that release 0 is trained on. */
  public List<Demonstration> reach() {
    return demonstrations(Sites.PUBLIC, Set.REACH, 60);
  }

  @Override
  public List<String> organizations() {
    return Sites.ORGANIZATIONS.stream().map(Site::name).toList();
  }

  @Override
  public List<Demonstration> training(String organization) {
    return demonstrations(Sites.organization(organization), Set.TRAINING, size.training());
  }

  @Override
  public Rate validation(Policy policy, String organization) {
    return rate(
        policy, List.of(Sites.organization(organization)), Set.VALIDATION, size.validation());
  }

  @Override
  public Rate heldOut(Policy policy, String organization) {
    return rate(policy, List.of(Sites.organization(organization)), Set.HELD_OUT, size.heldOut());
  }

  @Override
  public Rate novel(Policy policy) {
    return rate(policy, Sites.NOVEL, Set.NOVEL, size.novel() / Sites.NOVEL.size());
  }

  /** The disjoint sets of episodes. */
  private enum Set {
    REACH,
    TRAINING,
    VALIDATION,
    HELD_OUT,
    NOVEL
  }

  private List<Demonstration> demonstrations(Site site, Set set, int count) {
    List<Demonstration> demonstrations = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      demonstrations.add(demonstration(site, random(site, set, number), number));
    }
    return demonstrations;
  }

  private static Demonstration demonstration(Site site, Random random, int number) {
    while (true) {
      Optional<Demonstration> demonstration =
          Player.demonstrate(site.draw(number, random), NOISE, random);
      if (demonstration.isPresent()) {
        return demonstration.get();
      }
    }
  }

  private Rate rate(Policy policy, List<Site> sites, Set set, int count) {
    ForwardPass network = new ForwardPass(policy);
    int successes = 0;
    for (Site site : sites) {
      for (int number = 0; number < count; number++) {
        Scenario scenario = site.draw(number, random(site, set, number));
        successes += Player.solves(policy.config(), network, scenario) ? 1 : 0;
      }
    }
    return Rate.of(successes, sites.size() * count);
  }

  private Random random(Site site, Set set, int number) {
    String name = "%d %s %s %d".formatted(seed, site.name(), set, number);
    byte[] digest = Sha256.of(name.getBytes(StandardCharsets.UTF_8)).bytes();
    return new Random(ByteBuffer.wrap(digest).getLong());
  }
}
