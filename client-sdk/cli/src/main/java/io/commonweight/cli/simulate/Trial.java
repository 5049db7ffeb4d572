package io.commonweight.cli.simulate;

import io.commonweight.cli.simulate.Chance.Purpose;
import io.commonweight.federation.round.Duty;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.statement.Charter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One rule's course through all rounds. Not thread-safe, but it divides a round's nodes. */
final class Trial {
  /** After so many deadlines in vain nothing will come any more. */
  private static final int MAX_DEADLINES = 100;

  private final Plan plan;
  private final Population population;
  private final Workers workers;
  private final Conduct conduct;
  private final Encoder encoder;
  private final Post post;
  private final Exam exam;
  private final Federation federation;
  private final Aggregator aggregator = new Aggregator();
  private Model model;
  private int deadline;

  private Trial(Setting setting, Charter.Aggregation aggregation, Path scratch) {
    this.plan = setting.plan();
    this.population = setting.population();
    this.workers = setting.workers();
    this.conduct = new Conduct(plan.threat(), plan.training(), plan.chance());
    this.encoder = new Encoder(plan, setting.keys(), scratch);
    this.post = new Post(plan);
    this.exam = new Exam(population.test());
    this.federation = new Federation(plan, aggregation, setting.keys(), workers);
    this.model = Model.of(Network.initial(plan.chance().of(Purpose.INITIAL)));
  }

  /**
   * Founds a federation.
   *
   * @param scratch an empty folder
   */
  static Trial begin(Setting setting, Charter.Aggregation aggregation, Path scratch)
      throws IOException, InterruptedException {
    var trial = new Trial(setting, aggregation, scratch);
    trial.federation.found(Tensors.file(trial.model.weights()));
    return trial;
  }

  /** Carries out the next round. */
  RoundRow next() throws IOException, InterruptedException {
    Round round = federation.open();
    var turnout = new Turnout();
    federation.enrol(post.senders(), turnout);
    Set<Integer> asked = new HashSet<>();
    int last = deadline + MAX_DEADLINES;
    do {
      if (deadline == last) {
        throw new IOException(
            "round %d has no update that counts after %d deadlines: it never closes"
                .formatted(round.number(), MAX_DEADLINES));
      }
      deadline++;
      collect(round, invited(asked), turnout);
    } while (!federation.close());
    return conclude(turnout);
  }

  /** Nodes at random, as many as their organizations have places for. Sybils just try. */
  private List<Node> invited(Set<Integer> asked) {
    List<Node> nodes = new ArrayList<>(population.nodes());
    Collections.shuffle(nodes, plan.chance().of(Purpose.INVITATION, deadline));
    nodes.removeAll(post.senders());
    nodes.removeIf(node -> asked.contains(node.index()));
    Map<String, Integer> vacancies = federation.vacancies();
    List<Node> invited =
        nodes.stream()
            .filter(
                node ->
                    vacancies.merge(node.organizationName(), -1, Integer::sum) >= 0
                        || plan.threat().isSybil(node))
            .limit(plan.invited())
            .toList();
    invited.forEach(node -> asked.add(node.index()));
    return invited;
  }

  private void collect(Round round, List<Node> invited, Turnout turnout)
      throws IOException, InterruptedException {
    List<float[]> base = model.weights();
    List<Local> alone =
        workers.map(
            federation.enrol(invited, turnout), node -> conduct.alone(node, round.number(), base));
    List<Optional<Submission>> encoded =
        workers.map(conduct.together(alone), local -> encoder.encode(local, round, base));
    encoded.forEach(made -> made.ifPresent(submission -> post.send(submission, deadline)));
    turnout.lost(encoded.stream().filter(Optional::isEmpty).count());
    federation.submit(post.deliver(deadline), turnout).forEach(aggregator::receive);
  }

  /** Aggregators sign no weights that are not finite, and without an aggregate no round ends. */
  private Model next(Tally tally, Round round) throws IOException {
    try {
      return tally.next(model);
    } catch (ArithmeticException e) {
      throw new IOException("round %d has no finite aggregate".formatted(round.number()), e);
    }
  }

  private RoundRow conclude(Turnout turnout) throws IOException, InterruptedException {
    Duty.Recompute task = federation.task();
    Aggregator.Judged judged = aggregator.judge(task.round(), (InputSet) task.inputs());
    turnout.rejected(judged.rejected());
    Tally tally = aggregator.tally(judged);
    List<float[]> clean = aggregator.clean(judged).delta();
    double cleanNorm = Distance.length(clean);
    double distance = Distance.between(tally.delta(), clean) / cleanNorm;
    long hostile = judged.accepted().stream().filter(u -> aggregator.node(u).isHostile()).count();
    model = next(tally, judged.round());
    federation.release(Aggregator.result(judged, model), Tensors.file(model.weights()));
    aggregator.forget();
    return new RoundRow(
        RuleName.of(task.round().open().rule().kind()),
        task.round().number(),
        judged.accepted().size(),
        Math.toIntExact(judged.stale()),
        Math.toIntExact(hostile),
        turnout,
        tally.voters(),
        tally.isDecided(),
        exam.of(model.weights()),
        cleanNorm,
        distance,
        federation.log());
  }
}
