package io.commonweight.demo.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.FormatMethod;
import io.commonweight.demo.report.Report.CurvePoint;
import io.commonweight.demo.report.Report.Degraded;
import io.commonweight.demo.report.RoundRow.UpdateRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code report.html}: one page with tables and plots that opens without a network. */
final class Html {
  private static final String HEAD =
      """
      <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Commonweight demo</title>
      <meta name="viewport" content="width=device-width"><style>
      body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#222}
      table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{padding:.2rem .7rem;border-bottom:1px solid #ddd;text-align:left}
      svg{max-width:44rem;font:12px system-ui,sans-serif}.ok{color:#2a7d3f}.bad{color:#b3261e}code{font-size:.9em}
      </style></head><body>
      """;

  private final Report report;
  private final StringBuilder out = new StringBuilder(HEAD);

  private Html(Report report) {
    this.report = report;
  }

  static String render(Report report) {
    var html = new Html(report);
    html.summary();
    html.curves();
    html.evaluation("heldOut", "Held out: new trials over what all organizations do");
    html.evaluation("novel", "Novel: what nobody demonstrated");
    html.rounds();
    html.degraded();
    return html.out.append("</body></html>\n").toString();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private void summary() {
    add(
        "<h1>Commonweight demo: <span class='%s'>%s</span></h1>",
        report.ok() ? "ok" : "bad", report.ok() ? "every check held" : "a check failed");
    report.failures().forEach(failure -> add("<p class='bad'>%s</p>", escape(failure)));
    add("<table><tr><th>phase</th><th>seconds</th></tr>");
    report
        .seconds()
        .forEach((phase, seconds) -> add("<tr><td>%s</td><td>%.1f</td></tr>", phase, seconds));
    add("</table><p>Peak memory of all processes: %d MiB.</p>", report.peakRssBytes() >> 20);
    add(
        "<p>Pulled from <code>%s</code>: verified %s; witnessed by %s; bundles for other tools: %d%s; one flipped byte refused: %s%s.</p>",
        escape(report.pull().registry()),
        report.pull().verified(),
        escape(String.join(", ", report.pull().witnesses())),
        report.pull().bundles().size(),
        report.pull().opensslVerified().map(v -> ", verified by openssl: " + v).orElse(""),
        report.pull().tamperRefused(),
        report.pull().hfVerified().map(v -> "; pulled by hf and verified: " + v).orElse(""));
    report.revoked().ifPresent(this::revoked);
  }

  private void revoked(Report.Revoked revoked) {
    add(
        "<p>A stolen node key of %s was revoked; its update in round %d refused: %s.</p>",
        escape(revoked.org()), revoked.round(), revoked.updateRefused());
  }

  private void curves() {
    Map<String, List<CurvePoint>> byOrganization =
        report.curve().stream()
            .collect(Collectors.groupingBy(CurvePoint::org, TreeMap::new, Collectors.toList()));
    List<Svg.Line> lines = new ArrayList<>();
    byOrganization.forEach(
        (organization, points) ->
            lines.add(
                new Svg.Line(
                    organization,
                    points.stream().map(point -> (double) point.release()).toList(),
                    points.stream()
                        .map(point -> (double) point.successes() / point.trials())
                        .toList())));
    if (!lines.isEmpty()) {
      add("<h2>Each release in each organization's own trials</h2>");
      add("%s", Svg.lines(lines, report.rounds().size(), "release"));
    }
  }

  private void evaluation(String split, String title) {
    JsonNode rates = report.evaluation().path(split);
    List<Svg.Bar> bars = new ArrayList<>();
    rates
        .properties()
        .forEach(
            policy -> {
              JsonNode rate = policy.getValue();
              bars.add(
                  new Svg.Bar(
                      policy.getKey(),
                      rate.path("rate").asDouble(),
                      "%d/%d".formatted(rate.path("successes").asLong(), rate.path("n").asLong())));
            });
    if (!bars.isEmpty()) {
      add("<h2>%s</h2>%s", title, Svg.bars(bars));
    }
  }

  private void rounds() {
    add("<h2>Rounds</h2><table><tr><th>round</th><th>updates</th><th>bytes</th>");
    add("<th>equal aggregates</th><th>release</th></tr>");
    for (RoundRow round : report.rounds()) {
      String updates =
          round.updates().stream()
              .map(
                  update -> escape(update.org()) + update.reason().map(r -> " ✗ " + r).orElse(" ✓"))
              .collect(Collectors.joining("<br>"));
      add(
          "<tr><td>%d</td><td>%s</td><td>%d</td><td>%d of %d needed</td><td><code>%.12s</code></td></tr>",
          round.number(),
          updates,
          round.updates().stream().mapToLong(UpdateRow::bytes).sum(),
          round.quorum().have(),
          round.quorum().need(),
          round.release());
    }
    add("</table>");
  }

  private void degraded() {
    add("<h2>With aggregators stopped</h2><table>");
    add("<tr><th>stopped</th><th>outcome</th><th>organizations</th><th>reason</th></tr>");
    for (Degraded row : report.degraded()) {
      add(
          "<tr><td>%s</td><td>%s</td><td>%d of %d needed</td><td>%s</td></tr>",
          escape(String.join(", ", row.stopped())),
          row.outcome(),
          row.have(),
          row.need(),
          escape(row.reason().orElse("")));
    }
    add("</table>");
  }

  @FormatMethod
  private void add(String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
