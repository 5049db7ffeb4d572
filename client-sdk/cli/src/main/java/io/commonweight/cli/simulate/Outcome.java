package io.commonweight.cli.simulate;

import io.commonweight.sdk.statement.Rule;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a rule came to over all rounds.
 *
 * @param rule the rule with its numbers
 * @param last the last round
 * @param bestAccuracy the best of any round
 * @param changed how many rounds changed the weights
 * @param medianDistance the median of the distances to the clean aggregate; not a number where no
 *     round had one
 * @param refused how many statements were not logged, by kind and code
 * @param rejected how many updates were logged and did not count, by reason
 */
record Outcome(
    Rule rule,
    RoundRow last,
    double bestAccuracy,
    long changed,
    double medianDistance,
    SortedMap<String, Integer> refused,
    SortedMap<String, Integer> rejected) {

  static Outcome of(Rule rule, List<RoundRow> rows) {
    List<Double> distances =
        rows.stream().map(RoundRow::distance).filter(Double::isFinite).sorted().toList();
    return new Outcome(
        rule,
        rows.getLast(),
        rows.stream()
            .map(row -> row.grade().accuracy())
            .max(Comparator.naturalOrder())
            .orElseThrow(),
        rows.stream().filter(RoundRow::isChanged).count(),
        distances.isEmpty() ? Double.NaN : distances.get(distances.size() / 2),
        sum(rows, Turnout::refused),
        sum(rows, Turnout::rejected));
  }

  private static SortedMap<String, Integer> sum(
      List<RoundRow> rows, Function<Turnout, SortedMap<String, Integer>> counts) {
    var sum = new TreeMap<String, Integer>();
    rows.forEach(
        row ->
            counts
                .apply(row.turnout())
                .forEach((reason, count) -> sum.merge(reason, count, Integer::sum)));
    return sum;
  }

  /** How many there are of all reasons. */
  static int total(SortedMap<String, Integer> counts) {
    return counts.values().stream().mapToInt(count -> count).sum();
  }

  String name() {
    return RuleName.of(rule.kind());
  }

  Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("rule", name());
    document.put("voters", rule.voters());
    document.put("faults", rule.faults());
    rule.selected().ifPresent(selected -> document.put("selected", selected));
    rule.clipBound().ifPresent(bound -> document.put("clipBound", bound));
    rule.iterations().ifPresent(iterations -> document.put("iterations", iterations));
    document.put("accuracy", last.grade().accuracy());
    document.put("bestAccuracy", bestAccuracy);
    document.put("loss", last.grade().loss());
    document.put("backdoor", last.grade().backdoor());
    if (Double.isFinite(medianDistance)) {
      document.put("medianCleanDistance", medianDistance);
    }
    document.put("roundsChanged", changed);
    document.put("refused", refused);
    document.put("rejected", rejected);
    document.put("logEntries", last.log().size());
    document.put("logRoot", last.log().root());
    return document;
  }
}
