package io.commonweight.cli.audit;

import io.commonweight.federation.round.CohortSum;
import io.commonweight.federation.round.Logged;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Update;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Parts of statements as JSON and as words. */
final class Documents {
  private Documents() {}

  static Map<String, Object> result(Aggregate.Result result) {
    var document = new LinkedHashMap<String, Object>();
    document.put("cutoff", result.cutoff());
    document.put("inputSetDigest", result.inputSetDigest().hex());
    document.put("specId", result.specId().hex());
    document.put("rejected", rejections(result.rejected()));
    document.put("outputDigest", result.outputDigest().hex());
    document.put("optimizerState", result.optimizerState().stream().map(Sha256::hex).toList());
    return document;
  }

  static List<Map<String, Object>> rejections(List<Rejection> rejected) {
    return rejected.stream()
        .map(
            r ->
                Map.<String, Object>of(
                    "index", r.index(), "node", r.node().hex(), "reason", r.reason().name()))
        .toList();
  }

  static Map<String, Object> input(Logged<Update> update, int weight) {
    return Map.of(
        "index",
        update.index(),
        "commitment",
        update.statement().commitment().hex(),
        "weight",
        weight);
  }

  /** A sum by its session and the entries whose vectors are in it. */
  static Map<String, Object> input(CohortSum sum) {
    return Map.of(
        "session",
        sum.survivors().session().hex(),
        "entries",
        sum.inputs().stream().map(Logged::index).toList(),
        "dropouts",
        sum.dealings().ids().size() - sum.inputs().size());
  }

  static String words(List<Rejection> rejected) {
    return rejected.isEmpty()
        ? "nothing"
        : rejected.stream()
            .map(r -> r.index() + " (" + r.reason() + ")")
            .collect(Collectors.joining(", "));
  }
}
