package io.commonweight.cli.audit;

import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Aggregate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is said of one round.
 *
 * @param trail what the log says
 * @param recomputed the aggregate as computed here
 * @param hindrance why it was not computed; absent if it was
 * @param findings what must not be
 */
record RoundReport(
    RoundTrail trail,
    Optional<Recomputed> recomputed,
    Optional<String> hindrance,
    List<Finding> findings) {
  private static final int SHORT = 12;

  /** Copies the list. */
  RoundReport {
    findings = List.copyOf(findings);
  }

  /** One line. */
  String line() {
    Round round = trail.round().orElseThrow();
    var line = new StringBuilder("round %-4d ".formatted(round.number()));
    Optional<InputSet> inputs = trail.inputs();
    if (inputs.isEmpty()) {
      return line.append("is open").toString();
    }
    int counted = trail.standing().map(this::counted).orElse(inputs.get().inputs().size());
    line.append("%d updates".formatted(counted));
    trail
        .standing()
        .ifPresentOrElse(
            result ->
                line.append(", %d rejected".formatted(result.rejected().size()))
                    .append("; output ")
                    .append(shortened(result.outputDigest()))
                    .append(" by ")
                    .append(String.join(", ", trail.agreeing())),
            () -> line.append("; no quorum of aggregates"));
    Set<String> absent = trail.absences().aggregate();
    if (!absent.isEmpty()) {
      line.append("; silent: ").append(String.join(", ", absent));
    }
    line.append("; ").append(arithmetic());
    trail
        .release()
        .ifPresent(release -> line.append("; release ").append(release.release().sequence()));
    return line.toString();
  }

  private int counted(Aggregate.Result standing) {
    InputSet inputs = trail.inputs().orElseThrow();
    int byLog = inputs.rejected().size();
    return inputs.inputs().size() - Math.max(0, standing.rejected().size() - byLog);
  }

  private String arithmetic() {
    if (recomputed.isEmpty()) {
      return "not recomputed: " + hindrance.orElse("");
    }
    return trail.standing().filter(recomputed.get().result()::equals).isPresent()
        ? "recomputed bit for bit"
        : "recomputed: " + shortened(recomputed.get().result().outputDigest());
  }

  private static String shortened(Sha256 digest) {
    return digest.hex().substring(0, SHORT) + '…';
  }

  /** All that is known. */
  Map<String, Object> document() {
    Round round = trail.round().orElseThrow();
    var document = new LinkedHashMap<String, Object>();
    document.put("number", round.number());
    document.put("id", round.id().hex());
    document.put("openedAt", round.openedAt());
    round.cutoff().ifPresent(cutoff -> document.put("cutoff", cutoff));
    trail
        .inputs()
        .ifPresent(
            inputs -> {
              document.put("inputSetDigest", inputs.digest().hex());
              document.put("inputs", inputs.inputs().size());
              document.put("rejectedByLog", Documents.rejections(inputs.rejected()));
            });
    trail.standing().ifPresent(result -> document.put("standing", Documents.result(result)));
    document.put("agreeing", trail.agreeing());
    RoundTrail.Absences absences = trail.absences();
    document.put(
        "silent",
        Map.of(
            "open", absences.open(),
            "close", absences.close(),
            "aggregate", absences.aggregate(),
            "release", absences.release()));
    recomputed.ifPresent(right -> document.put("recomputed", Documents.result(right.result())));
    hindrance.ifPresent(why -> document.put("notRecomputed", why));
    trail
        .release()
        .ifPresent(
            release ->
                document.put(
                    "release",
                    Map.of(
                        "sequence", release.release().sequence(),
                        "digest", release.digest().hex(),
                        "entries", release.envelopes())));
    return document;
  }
}
