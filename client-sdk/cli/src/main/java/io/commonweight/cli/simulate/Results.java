package io.commonweight.cli.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a simulation came to, and its files.
 *
 * @param rows of all rules, one rule after another
 */
record Results(Plan plan, List<RoundRow> rows) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Copies the rows. */
  Results {
    rows = List.copyOf(rows);
  }

  /** Each rule's outcome. */
  List<Outcome> outcomes() {
    List<Outcome> outcomes = new ArrayList<>();
    for (Rule rule : plan.rules()) {
      outcomes.add(Outcome.of(rule, of(rule)));
    }
    return outcomes;
  }

  /** The rounds of a rule. */
  List<RoundRow> of(Rule rule) {
    return rows.stream().filter(row -> row.rule().equals(RuleName.of(rule.kind()))).toList();
  }

  /** All that the results follow from, and each rule's outcome. */
  Map<String, Object> summary() {
    var summary = new LinkedHashMap<String, Object>();
    summary.put("specId", Dagg1.SPEC_ID);
    summary.put("parameters", parameters());
    summary.put("outcomes", outcomes().stream().map(Outcome::document).toList());
    return summary;
  }

  /** The parameters but those of the rules, by name. */
  Map<String, Object> parameters() {
    var all = new LinkedHashMap<String, Object>();
    all.put("seed", plan.chance().seed());
    all.put("rounds", plan.rounds());
    all.put("nodes", plan.cohort().nodes());
    all.put("organizations", plan.cohort().organizations());
    all.put("samples", plan.cohort().samples());
    all.put("partition", plan.cohort().partition().toString());
    all.put("alpha", plan.cohort().alpha());
    all.put("attack", plan.threat().attack().toString());
    if (plan.threat().attack() != Attack.NONE) {
      all.put("attackers", plan.threat().share());
      all.put("placement", plan.threat().placement().toString());
      all.put("strength", plan.threat().strength());
      plan.threat().statedFrames().ifPresent(frames -> all.put("statedFrames", frames));
      all.put("ignoresBound", plan.threat().ignoresBound());
      plan.threat().sybilSlots().ifPresent(slots -> all.put("sybilSlots", slots));
    }
    all.put("fraction", plan.participation().fraction());
    all.put("stragglers", plan.participation().stragglers());
    all.put("maxStaleness", plan.participation().maxStaleness());
    all.put("localSteps", plan.training().steps());
    all.put("batch", plan.training().batch());
    all.put("localRate", plan.training().rate());
    all.put("proximalMu", plan.training().proximalMu());
    add(plan.aggregations().getFirst(), all);
    return all;
  }

  private static void add(Charter.Aggregation aggregation, Map<String, Object> all) {
    all.put("encoding", aggregation.encoding());
    all.put("scaleBits", aggregation.scaleBits());
    aggregation.tensorScales().forEach(s -> all.put("scaleBits " + s.tensor(), s.bits()));
    all.put("normBound", aggregation.normBound());
    all.put("nodeCap", aggregation.nodeWeightCap());
    all.put("organizationCap", aggregation.organizationWeightCap());
    all.put("maxUpdateBytes", aggregation.maxUpdateBytes());
    Optimizer optimizer = aggregation.optimizer();
    all.put("optimizer", optimizer.kind());
    optimizer.learningRate().ifPresent(x -> all.put("learningRateMillionths", x));
    optimizer.beta1().ifPresent(x -> all.put("beta1Millionths", x));
    optimizer.beta2().ifPresent(x -> all.put("beta2Millionths", x));
    optimizer.tau().ifPresent(x -> all.put("tauMillionths", x));
  }

  /** The summary as text. */
  List<String> lines(Path folder) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-17s %9s %9s %9s %15s %8s %8s %8s"
            .formatted(
                "rule",
                "accuracy",
                "loss",
                "backdoor",
                "clean distance",
                "changed",
                "refused",
                "rejected"));
    for (Outcome outcome : outcomes()) {
      Exam.Grade grade = outcome.last().grade();
      lines.add(
          String.format(
              Locale.ROOT,
              "%-17s %9.3f %9.3f %9.3f %15.3f %8s %8d %8d",
              outcome.name(),
              grade.accuracy(),
              grade.loss(),
              grade.backdoor(),
              outcome.medianDistance(),
              outcome.changed() + "/" + plan.rounds(),
              Outcome.total(outcome.refused()),
              Outcome.total(outcome.rejected())));
    }
    lines.add("written to %s: rounds.csv, summary.json, report.html".formatted(folder));
    return lines;
  }

  /** Writes the files, replacing those of an earlier run. */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("rounds.csv"), Csv.of(rows));
    Files.writeString(folder.resolve("summary.json"), MAPPER.writeValueAsString(summary()) + "\n");
    Files.writeString(folder.resolve("report.html"), new Page(this).render());
  }
}
