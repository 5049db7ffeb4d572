package io.commonweight.cli.audit;

import io.commonweight.federation.round.CohortInputs;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.round.RoundInputs;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
    Optional<RoundInputs> inputs = trail.inputs();
    if (inputs.isEmpty()) {
      return line.append(round.cutoff().isPresent() ? "is being unmasked" : "is open").toString();
    }
    int counted = trail.standing().map(this::counted).orElse(updates(inputs.get()));
    line.append("%d updates".formatted(counted));
    if (inputs.get() instanceof CohortInputs cohorts) {
      line.append(" under masks, cohorts: %d".formatted(cohorts.sums().size()));
    }
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
    return switch (trail.inputs().orElseThrow()) {
      case InputSet inputs ->
          updates(inputs) - Math.max(0, standing.rejected().size() - inputs.rejected().size());
      case CohortInputs cohorts -> {
        List<Long> rejected = standing.rejected().stream().map(Rejection::index).toList();
        yield Math.toIntExact(
            cohorts.sums().stream()
                .flatMap(sum -> sum.inputs().stream())
                .filter(input -> !rejected.contains(input.index()))
                .count());
      }
    };
  }

  private static int updates(RoundInputs inputs) {
    return switch (inputs) {
      case InputSet updates -> updates.inputs().size();
      case CohortInputs cohorts ->
          cohorts.sums().stream().mapToInt(sum -> sum.inputs().size()).sum();
    };
  }

  private static Map<String, Object> silent(RoundTrail.Absences absences) {
    var silent = new LinkedHashMap<String, Object>();
    silent.put("open", absences.open());
    absences
        .steps()
        .forEach((step, names) -> silent.put(step.name().toLowerCase(Locale.ROOT), names));
    silent.put("close", absences.close());
    silent.put("aggregate", absences.aggregate());
    silent.put("release", absences.release());
    return silent;
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
              document.put("inputs", updates(inputs));
              document.put("rejectedByLog", Documents.rejections(inputs.rejected()));
            });
    trail.standing().ifPresent(result -> document.put("standing", Documents.result(result)));
    document.put("agreeing", trail.agreeing());
    RoundTrail.Absences absences = trail.absences();
    document.put("silent", silent(absences));
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
