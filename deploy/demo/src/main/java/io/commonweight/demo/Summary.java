package io.commonweight.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import io.commonweight.demo.report.Report;
import io.commonweight.demo.report.Report.Degraded;
import io.commonweight.demo.report.RoundRow;
import io.commonweight.demo.report.RoundRow.UpdateRow;
import java.util.Locale;

/** The table that ends the demo. */
final class Summary {
  private static final String RULE = "─".repeat(66) + "\n";

  private Summary() {}

  static String of(Report report) {
    var out = new StringBuilder(RULE);
    JsonNode evaluation = report.evaluation();
    line(out, "%-22s %-20s %-20s", "success rate", "held out", "novel");
    evaluation
        .path("heldOut")
        .properties()
        .forEach(
            policy ->
                line(
                    out,
                    "  %-20s %-20s %-20s",
                    policy.getKey(),
                    rate(policy.getValue()),
                    rate(evaluation.path("novel").path(policy.getKey()))));
    JsonNode worst = evaluation.path("worstOrganization");
    line(
        out,
        "  gains least: %s (alone %.2f, federated %.2f on its own skills)",
        worst.path("org").asText(),
        worst.at("/local/rate").asDouble(),
        worst.at("/federated/rate").asDouble());
    out.append(RULE);
    long bytes =
        report.rounds().stream()
            .flatMap(round -> round.updates().stream())
            .mapToLong(UpdateRow::bytes)
            .max()
            .orElse(0);
    line(out, "rounds %d, each with its quorum of equal aggregates", quorate(report));
    line(out, "an update %d bytes; peak memory %d MiB", bytes, report.peakRssBytes() >> 20);
    line(out, "seconds %s", report.seconds());
    report
        .revoked()
        .ifPresent(
            revoked ->
                line(
                    out,
                    "an update with the revoked key of %s: refused %s",
                    revoked.org(),
                    revoked.updateRefused()));
    for (Degraded row : report.degraded()) {
      line(out, "stopped %s: %s %s", row.stopped(), row.outcome(), row.reason().orElse(""));
    }
    line(
        out,
        "pulled from the mirror: verified %s, witnessed by %s, flipped byte refused %s, hf %s",
        report.pull().verified(),
        String.join(", ", report.pull().witnesses()),
        report.pull().tamperRefused(),
        report.pull().hfVerified().map(Object::toString).orElse("not installed"));
    line(
        out,
        "  with %d bundles for other tools: verified by openssl %s",
        report.pull().bundles().size(),
        report.pull().opensslVerified().map(Object::toString).orElse("not tried"));
    out.append(RULE);
    report.failures().forEach(failure -> line(out, "FAILED: %s", failure));
    return out.append(report.ok() ? "Every check of the protocol held." : "A check failed.")
        .toString();
  }

  private static long quorate(Report report) {
    return report.rounds().stream()
        .map(RoundRow::quorum)
        .filter(quorum -> quorum.have() >= quorum.need())
        .count();
  }

  private static String rate(JsonNode rate) {
    return rate.isMissingNode()
        ? "–"
        : String.format(
            Locale.ROOT,
            "%.2f (%d/%d)",
            rate.path("rate").asDouble(),
            rate.path("successes").asLong(),
            rate.path("n").asLong());
  }

  @FormatMethod
  private static void line(StringBuilder out, @FormatString String format, Object... arguments) {
    out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
