package io.commonweight.cli.simulate;

import io.commonweight.cli.simulate.Chance.Purpose;
import io.commonweight.sdk.statement.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** One rule's course through all rounds. Not thread-safe, but it divides a round's nodes. */
final class Trial {
  private final Plan plan;
  private final Rule rule;
  private final Population population;
  private final Workers workers;
  private final Conduct conduct;
  private final Encoder encoder;
  private final Post post;
  private final Exam exam;
  private Model model;
  private int round;

  Trial(Plan plan, Rule rule, Population population, Workers workers) {
    this.plan = plan;
    this.rule = rule;
    this.population = population;
    this.workers = workers;
    this.conduct = new Conduct(plan.threat(), plan.training(), plan.chance());
    this.encoder = new Encoder(plan);
    this.post = new Post(plan);
    this.exam = new Exam(population.test());
    this.model = Model.of(Network.initial(plan.chance().of(Purpose.INITIAL)));
  }

  /** Carries out the next round. */
  RoundRow next() throws IOException, InterruptedException {
    round++;
    List<float[]> base = model.weights();
    List<Local> alone = workers.map(invited(), node -> conduct.alone(node, round, base));
    List<Optional<Submission>> encoded =
        workers.map(conduct.together(alone), local -> encoder.encode(local, round, base));
    encoded.forEach(submission -> submission.ifPresent(post::send));
    int lost = (int) encoded.stream().filter(Optional::isEmpty).count();
    Post.Delivery delivery = post.deliver(round);
    return conclude(delivery.counted(), lost + delivery.tooLate());
  }

  private List<Node> invited() {
    List<Node> nodes = new ArrayList<>(population.nodes());
    Collections.shuffle(nodes, plan.chance().of(Purpose.INVITATION, round));
    return nodes.stream().filter(node -> post.isFree(node, round)).limit(plan.invited()).toList();
  }

  private RoundRow conclude(List<Submission> counted, int lost) throws IOException {
    var tally = new Tally(plan.engine(), rule, round, counted);
    List<Submission> honest = counted.stream().filter(s -> !s.node().isHostile()).toList();
    List<float[]> clean = new Tally(plan.engine(), Rule.mean(), round, honest).delta();
    double cleanNorm = Distance.length(clean);
    double distance = Distance.between(tally.delta(), clean) / cleanNorm;
    Optional<Model> next = next(tally);
    model = next.orElse(model);
    return new RoundRow(
        RuleName.of(rule.kind()),
        round,
        counted.size(),
        (int) counted.stream().filter(s -> s.round() < round).count(),
        lost,
        counted.size() - honest.size(),
        tally.voters(),
        next.isPresent(),
        exam.of(model.weights()),
        cleanNorm,
        distance);
  }

  private Optional<Model> next(Tally tally) throws IOException {
    try {
      return tally.next(model);
    } catch (ArithmeticException _) {
      return Optional.empty(); // aggregators sign no weights that are not finite
    }
  }
}
