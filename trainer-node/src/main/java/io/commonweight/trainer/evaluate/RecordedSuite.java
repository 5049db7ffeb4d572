package io.commonweight.trainer.evaluate;

import io.commonweight.trainer.data.DatasetException;
import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.data.LeRobotDataset;
import io.commonweight.trainer.policy.Embodiment;
import io.commonweight.trainer.policy.ForwardPass;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.PolicyConfig;
import io.commonweight.trainer.train.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Recordings of a real robot as a benchmark, judged by kinematic roll-outs.
 *
 * <p>If the folder is a dataset, its tasks in index order are dealt to organizations two by two,
 * and the rest is {@code novel}. Otherwise each sub-folder that is a dataset is an organization,
 * which trains on one of the starts it demonstrated and is tested on the others; the last task is
 * {@code novel}. No test episode is trained on.
 */
public final class RecordedSuite implements Suite {
  /** The recipe that suits such recordings. */
  public static final Recipe RECIPE = new Recipe(60, 40, 128, 1e-3, 1e-4, 0.03);

  private static final int TASKS_PER_ORGANIZATION = 2;
  private static final Path INFO = Path.of("meta", "info.json");

  private final RecordedRobot robot;
  private final PolicyConfig config;
  private final Map<String, EpisodeSplit> organizations;
  private final List<Demonstration> novel;

  private RecordedSuite(
      RecordedRobot robot, Map<String, EpisodeSplit> organizations, List<Demonstration> novel) {
    this.robot = robot;
    config = robot.config(tasks(organizations));
    this.organizations = organizations;
    this.novel = List.copyOf(novel);
  }

  /**
   * Reads a folder.
   *
   * @param count how many organizations to make of a single dataset's tasks
   * @throws DatasetException if a dataset cannot be used
   * @throws IOException if the folder cannot be listed
   */
  public static RecordedSuite open(Path folder, int count) throws IOException {
    return Files.exists(folder.resolve(INFO)) ? ofTasks(folder, count) : ofFolders(folder);
  }

  private static RecordedSuite ofTasks(Path folder, int count) throws DatasetException {
    try (LeRobotDataset dataset = LeRobotDataset.open(folder)) {
      List<String> tasks = dataset.tasks();
      int dealt = Math.min(count * TASKS_PER_ORGANIZATION, tasks.size());
      List<Demonstration> all = dataset.demonstrations();
      Map<String, EpisodeSplit> organizations = new LinkedHashMap<>();
      for (int first = 0; first < dealt; first += TASKS_PER_ORGANIZATION) {
        int last = Math.min(first + TASKS_PER_ORGANIZATION, dealt);
        organizations.put(
            "org" + (1 + first / TASKS_PER_ORGANIZATION),
            EpisodeSplit.byTurns(of(all, tasks.subList(first, last))));
      }
      List<Demonstration> rest = of(all, tasks.subList(dealt, tasks.size()));
      return new RecordedSuite(robot(dataset), organizations, rest);
    }
  }

  private static RecordedSuite ofFolders(Path folder) throws IOException {
    Map<String, EpisodeSplit> organizations = new LinkedHashMap<>();
    List<Demonstration> novel = new ArrayList<>();
    List<RecordedRobot> robots = new ArrayList<>();
    for (Path part : datasets(folder)) {
      try (LeRobotDataset dataset = LeRobotDataset.open(part)) {
        List<String> tasks = dataset.tasks();
        int kept = Math.max(1, tasks.size() - 1);
        List<Demonstration> all = dataset.demonstrations();
        organizations.put(
            part.getFileName().toString(),
            EpisodeSplit.byStart(of(all, tasks.subList(0, kept)), robots.size(), robot(dataset)));
        novel.addAll(of(all, tasks.subList(kept, tasks.size())));
        robots.add(robot(dataset));
      }
    }
    if (robots.stream().distinct().count() != 1) {
      throw new IllegalArgumentException(
          "%s must hold datasets of one robot, but holds %s".formatted(folder, robots));
    }
    return new RecordedSuite(robots.getFirst(), organizations, novel);
  }

  private static List<String> tasks(Map<String, EpisodeSplit> organizations) {
    return organizations.values().stream()
        .flatMap(split -> split.training().stream())
        .map(Demonstration::task)
        .distinct()
        .toList();
  }

  private static List<Path> datasets(Path folder) throws IOException {
    try (Stream<Path> parts = Files.list(folder)) {
      return parts.filter(part -> Files.exists(part.resolve(INFO))).sorted().toList();
    }
  }

  private static RecordedRobot robot(LeRobotDataset dataset) {
    return RecordedRobot.of(dataset.info().robotType().orElse("unknown"));
  }

  private static List<Demonstration> of(List<Demonstration> all, List<String> tasks) {
    return all.stream().filter(demonstration -> tasks.contains(demonstration.task())).toList();
  }

  @Override
  public String name() {
    return "recorded";
  }

  @Override
  public Embodiment embodiment() {
    return robot.embodiment();
  }

  @Override
  public PolicyConfig config() {
    return config;
  }

  @Override
  public Recipe recipe() {
    return RECIPE;
  }

  @Override
  public Policy releaseZero(long seed) {
    return Policy.initial(config, seed);
  }

  @Override
  public List<String> organizations() {
    return List.copyOf(organizations.keySet());
  }

  @Override
  public List<Demonstration> training(String organization) {
    return split(organization).training();
  }

  @Override
  public Rate validation(Policy policy, String organization) {
    return rate(policy, split(organization).validation());
  }

  @Override
  public Rate heldOut(Policy policy, String organization) {
    return rate(policy, split(organization).heldOut());
  }

  @Override
  public Rate novel(Policy policy) {
    return rate(policy, novel);
  }

  private EpisodeSplit split(String organization) {
    EpisodeSplit split = organizations.get(organization);
    if (split == null) {
      throw new IllegalArgumentException("No organization " + organization);
    }
    return split;
  }

  private Rate rate(Policy policy, List<Demonstration> episodes) {
    KinematicRollout rollout = new KinematicRollout(config);
    ForwardPass network = new ForwardPass(policy);
    int successes = 0;
    for (Demonstration episode : episodes) {
      boolean success =
          robot.success().accepts(rollout.run(network, episode), rollout.demonstrated(episode));
      successes += success ? 1 : 0;
    }
    return Rate.of(successes, episodes.size());
  }
}
