package io.commonweight.cli.log;

import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.statement.Charter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of a log so far, as text and as JSON. */
final class FsckReport {
  private final Map<String, Object> document = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  FsckReport() {
    document.put("ok", true);
  }

  void checkpoint(Checkpoint checkpoint) {
    document.put("origin", checkpoint.origin());
    document.put("size", checkpoint.size());
    document.put("root", checkpoint.root().hex());
    lines.add("log        %s, %d entries".formatted(checkpoint.origin(), checkpoint.size()));
    lines.add("root       " + checkpoint.root());
  }

  void signed(List<String> witnesses) {
    document.put("signed", true);
    document.put("witnesses", witnesses);
    lines.add("signed     by both keys of the log");
    lines.add(
        "witnesses  "
            + (witnesses.isEmpty()
                ? "none has cosigned this checkpoint yet"
                : String.join(", ", witnesses)));
  }

  void derived(long tiles) {
    document.put("tiles", tiles);
    lines.add("tiles      %d, each made anew from the entries".formatted(tiles));
    if (!document.containsKey("signed")) {
      document.put("signed", false);
      lines.add("signed     not checked: give --key or --founding");
    }
  }

  void judged(Charter charter) {
    document.put("judged", true);
    document.put("charter", charter.version());
    lines.add(
        "statements every entry has a right to be there; charter %d is in force"
            .formatted(charter.version()));
  }

  void fail(ProofException problem) {
    document.put("ok", false);
    document.put("at", problem.step());
    document.put("problem", problem.getMessage());
    lines.add("BAD        " + problem.getMessage());
  }

  Map<String, Object> document() {
    return document;
  }

  List<String> lines() {
    return lines;
  }

  int exitCode() {
    return Boolean.TRUE.equals(document.get("ok")) ? 0 : 1;
  }
}
