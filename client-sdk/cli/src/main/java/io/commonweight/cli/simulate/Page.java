package io.commonweight.cli.simulate;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/** {@code report.html}: one page with pictures inside, which opens without a network. */
record Page(Results results) {
  private static final double MAX_DISTANCE = 2;

  private static final List<Plot> PLOTS =
      List.of(
          new Plot("Accuracy on held-out points", row -> row.grade().accuracy(), 1),
          new Plot(
              "Distance to the clean aggregate, in units of its length (cut off at 2)",
              RoundRow::distance,
              MAX_DISTANCE),
          new Plot(
              "Share of marked points that are taken for the backdoor's class",
              row -> row.grade().backdoor(),
              1));

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Commonweight simulation</title>
      <meta name="viewport" content="width=device-width"><style>
      body{font:15px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color:#222}
      table{border-collapse:collapse;margin:.5rem 0 1.5rem}
      td,th{padding:.2rem .8rem;border-bottom:1px solid #ddd;text-align:left}
      td.n{text-align:right;font-variant-numeric:tabular-nums}img{max-width:100%}
      </style></head><body>
      <h1>Simulation</h1>
      """;

  private static final String NOTES =
      """
      <h2>What this shows, and what not</h2>
      <ul>
      <li>Real: a charter, and a log in which every statement bears both signatures of its signer
      and was admitted and verified by the round engine: enrolment, openings, updates, closings,
      aggregates, releases. What counts in a round, and what it weighs, the engine says. Updates
      are files with the encoding, stochastic rounding and error feedback; they are judged,
      combined by rule and optimizer as aggregators and auditors do it, in the integer kernels of
      <code>dagg/1</code>.</li>
      <li>Simulated: data, training, attacks, who is invited, how late updates come, and time. All
      organizations aggregate honestly, though their nodes may not be honest. There is no secure
      aggregation and no network here.</li>
      <li>Organizations differ only as the partition says. The task is a small one; on another,
      rules may rank otherwise.</li>
      <li>The clean aggregate is the weighted mean of the honest updates of the same round. A robust
      rule departs from it even where nobody attacks: that is its price, and with unequal data
      a high one.</li>
      </ul>
      """;

  String render() throws IOException {
    var page = new StringBuilder(HEAD);
    outcomes(page);
    for (Plot plot : PLOTS) {
      page.append(
          "<p><img alt=\"%s\" src=\"%s\"></p>\n".formatted(plot.title(), plot.draw(results)));
    }
    page.append(NOTES).append("<h2>Parameters</h2>\n<table>\n");
    results
        .parameters()
        .forEach((name, value) -> page.append("<tr><td>%s<td>%s\n".formatted(name, value)));
    return page.append("</table>\n</body></html>\n").toString();
  }

  private void outcomes(StringBuilder page) {
    page.append(
        """
        <table><tr><th>rule<th>voters<th>faults<th>accuracy<th>best<th>loss<th>backdoor\
        <th>clean distance (median)<th>rounds that changed weights<th>not logged<th>logged, do not count
        """);
    for (Outcome outcome : results.outcomes()) {
      Exam.Grade grade = outcome.last().grade();
      page.append("<tr><td>%s<td>%s".formatted(outcome.name(), outcome.rule().voters()));
      number(page, "%d", outcome.rule().faults());
      number(page, "%.3f", grade.accuracy());
      number(page, "%.3f", outcome.bestAccuracy());
      number(page, "%.3f", grade.loss());
      number(page, "%.3f", grade.backdoor());
      number(page, "%.3f", outcome.medianDistance());
      number(page, "%d", outcome.changed());
      reasons(page, outcome.refused());
      reasons(page, outcome.rejected());
      page.append('\n');
    }
    page.append("</table>\n");
  }

  private static void reasons(StringBuilder page, SortedMap<String, Integer> counts) {
    page.append("<td>").append(Csv.reasons(counts));
  }

  private static void number(StringBuilder page, String format, Object value) {
    page.append("<td class=\"n\">").append(String.format(Locale.ROOT, format, value));
  }
}
