package io.commonweight.cli.audit;

import io.commonweight.federation.round.VerifiedLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The outcome of an audit as text and as JSON. Filled by one thread. */
final class AuditReport {
  private final Map<String, Object> document = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  AuditReport(String federation, String registry) {
    document.put("federation", federation);
    document.put("registry", registry);
  }

  void log(VerifiedLog log) {
    document.put("epoch", log.epoch());
    document.put("size", log.size());
    document.put("root", log.frontier().root().hex());
    lines.add(
        "log        epoch %d, %d entries, each with a right to be there; root %s"
            .formatted(log.epoch(), log.size(), log.frontier().root()));
  }

  void charters(List<Chronicle.Ratified> charters) {
    document.put(
        "charters",
        charters.stream()
            .map(
                charter ->
                    Map.of(
                        "version", charter.version(),
                        "digest", charter.digest().hex(),
                        "place", charter.place()))
            .toList());
    charters.forEach(
        charter ->
            lines.add(
                "charter %-2d in force from entry %d on, sha256:%s"
                    .formatted(charter.version(), charter.place(), charter.digest())));
  }

  void witnesses(WitnessCheck.Seen seen, String registry) {
    document.put(
        "witnessed", Map.of("size", seen.size(), "by", seen.by(), "required", seen.required()));
    lines.add(
        "witnesses  %d of %d required have seen the log at %d: %s"
            .formatted(
                seen.by().size(), seen.required(), seen.size(), String.join(", ", seen.by())));
    seen.problem().ifPresent(problem -> find(Finding.of(registry, problem)));
  }

  void rounds(List<RoundReport> rounds) {
    document.put("rounds", rounds.stream().map(RoundReport::document).toList());
    rounds.forEach(round -> lines.add(round.line()));
    rounds.forEach(round -> round.findings().forEach(this::find));
  }

  void find(Finding finding) {
    findings.add(finding);
  }

  Map<String, Object> document() {
    document.put("findings", findings.stream().map(Finding::document).toList());
    document.put("ok", findings.isEmpty());
    return document;
  }

  List<String> lines() {
    List<String> all = new ArrayList<>(lines);
    findings.forEach(finding -> all.add(finding.line()));
    if (findings.isEmpty()) {
      all.add("nothing found");
    }
    return all;
  }

  int exitCode() {
    return findings.isEmpty() ? 0 : 1;
  }
}
