package io.commonweight.cli.simulate;

import io.commonweight.cli.report.Bar;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.statement.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
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
          + " through the kernels that aggregators run.",
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
  @Mixin private EngineOptions engine;

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
            engine.engine(),
            List.of());
    return draft.with(
        rules.rules(draft.expected(), draft.cohort().organizations(), draft.engine().scale()));
  }

  private List<RoundRow> run(Plan plan) throws IOException, CommandException {
    Population population = Population.of(plan.cohort(), plan.threat(), plan.chance());
    List<RoundRow> rows = new ArrayList<>();
    try (var workers = new Workers(threads);
        Bar bar = Bar.of("rounds", (long) plan.rounds() * plan.rules().size())) {
      for (Rule rule : plan.rules()) {
        var trial = new Trial(plan, rule, population, workers);
        for (int round = 0; round < plan.rounds(); round++) {
          rows.add(trial.next());
          bar.at(rows.size());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted");
    }
    return rows;
  }
}
