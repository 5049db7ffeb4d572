package io.commonweight.cli.simulate;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** {@code rounds.csv} (RFC 4180, but with line feeds): a line for each rule and round. */
final class Csv {
  private static final String HEADER =
      "rule,round,updates,stale,hostile,lost,refused,rejected,voters,changed,accuracy,loss,"
          + "backdoor,clean_norm,clean_distance,entries\n";

  private Csv() {}

  static String of(List<RoundRow> rows) {
    var csv = new StringBuilder(HEADER);
    rows.forEach(row -> csv.append(line(row)).append('\n'));
    return csv.toString();
  }

  private static String line(RoundRow row) {
    return String.join(
        ",",
        row.rule(),
        Integer.toString(row.round()),
        Integer.toString(row.updates()),
        Integer.toString(row.stale()),
        Integer.toString(row.hostile()),
        Integer.toString(row.turnout().lost()),
        reasons(row.turnout().refused()),
        reasons(row.turnout().rejected()),
        Integer.toString(row.voters()),
        Boolean.toString(row.isChanged()),
        number(row.grade().accuracy()),
        number(row.grade().loss()),
        number(row.grade().backdoor()),
        number(row.cleanNorm()),
        number(row.distance()),
        Long.toString(row.log().size()));
  }

  /** Such as {@code 4 NORM; 1 LATE}; empty where there is none. */
  static String reasons(SortedMap<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining("; "));
  }

  /** Empty where there is no number. */
  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6f", value) : "";
  }
}
