package io.commonweight.cli.simulate;

import io.commonweight.cli.founding.AggregationOptions;
import io.commonweight.cli.report.Bar;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code commonweight simulate}. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Try rules against attacks: thousands of virtual nodes learn a small task in this process,"
          + " under a charter, through a signed log, the round engine and the kernels that"
          + " aggregators run.",
      "Writes rounds.csv, summary.json and report.html. The same options give the same CSV, byte"
          + " for byte, on any machine."
    },
    footer = {
      "",
      "Examples:",
      "  commonweight simulate --attack sign-flip --compare mean,median,multi-krum --out flip",
      "  commonweight simulate --partition organization --attack backdoor --attackers 0.2 \\",
      "    --compare mean,clipped-mean,trimmed-mean --out backdoor",
      "  commonweight simulate --attack sybil --attackers 0.6 --rule median --voters NODE \\",
      "    --out sybil",
      "  commonweight simulate --stragglers 0.3 --max-staleness 2 --encoding I8 \\",
      "    --optimizer ADAM --learning-rate 0.05 --out adam"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class SimulateCommand implements Callable<Integer> {
  private static final int MAX_ROUNDS = 10_000;
  private static final int MAX_THREADS = 1024;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "simulation",
      description = "Folder for the results (default ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What all chance follows from (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "30",
      description = "How many rounds (default ${DEFAULT-VALUE}).")
  private int rounds;

  @Mixin private CohortOptions cohort;
  @Mixin private ThreatOptions threat;
  @Mixin private RuleChoice rules;
  @Mixin private LearningOptions learning;
  @Mixin private AggregationOptions aggregation;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads; they do not change the results (default: one for each processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    Plan plan = plan();
    Range.require("--threads", 1, MAX_THREADS, threads);
    var results = new Results(plan, run(plan));
    results.write(folder);
    report.print(results.summary(), results.lines(folder));
    return 0;
  }

  private Plan plan() throws CommandException {
    Range.require("--rounds", 1, MAX_ROUNDS, rounds);
    var draft =
        new Plan(
            new Chance(seed),
            rounds,
            cohort.cohort(),
            threat.threat(),
            learning.participation(),
            learning.training(),
            List.of());
    if (draft.invited() > Constitution.MAX_ENROLLED) {
      throw new CommandException(
          "%d nodes in a round, but a charter lets all organizations together have %d enrolled at a"
                  .formatted(draft.invited(), Constitution.MAX_ENROLLED)
              + " time: lower --fraction");
    }
    List<Charter.Aggregation> aggregations = new ArrayList<>();
    for (Rule rule :
        rules.rules(
            draft.expected(), draft.cohort().organizations(), aggregation.initialScaleBits())) {
      aggregations.add(aggregation.initial(rule));
    }
    return draft.with(aggregations);
  }

  /** Rules are independent of each other, so each has a thread that divides its rounds' work. */
  private List<RoundRow> run(Plan plan) throws IOException, CommandException {
    Population population = Population.of(plan.cohort(), plan.threat(), plan.chance());
    var keys = new Keys(plan.chance());
    var done = new AtomicLong();
    try (var workers = new Workers(threads);
        var trials = new Workers(Math.min(threads, plan.aggregations().size()));
        Bar bar = Bar.of("rounds", (long) plan.rounds() * plan.aggregations().size())) {
      var setting = new Setting(plan, population, keys, workers);
      return trials
          .map(plan.aggregations(), each -> setting.run(each, () -> bar.at(done.incrementAndGet())))
          .stream()
          .flatMap(List::stream)
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted");
    }
  }
}
