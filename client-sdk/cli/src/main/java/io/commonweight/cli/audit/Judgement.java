package io.commonweight.cli.audit;

import io.commonweight.federation.round.CohortInputs;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.round.RoundInputs;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wrong with the aggregates of a closed round.
 *
 * @param round the round
 * @param inputs what the log makes its inputs
 * @param recomputed what the aggregate must be, if it was computed
 */
record Judgement(Round round, RoundInputs inputs, Optional<Recomputed> recomputed) {
  /** Why the content of an update does not count; all else follows from the log. */
  private static final Set<Reason> BY_CONTENT =
      EnumSet.of(
          Reason.MISSING_BLOB,
          Reason.COMMITMENT,
          Reason.SIZE,
          Reason.MALFORMED,
          Reason.SCHEMA,
          Reason.RANGE,
          Reason.NORM);

  /** The same of sums. */
  private static final Set<Reason> BY_SUM =
      EnumSet.of(
          Reason.MISSING_BLOB,
          Reason.COMMITMENT,
          Reason.SIZE,
          Reason.MALFORMED,
          Reason.RANGE,
          Reason.NORM,
          Reason.UNRECOVERABLE,
          Reason.COHORT);

  /** The findings, in log order. */
  List<Finding> findings(List<Logged<Aggregate>> aggregates) {
    List<Finding> findings = new ArrayList<>();
    for (Logged<Aggregate> aggregate : aggregates) {
      contradiction(aggregate, aggregates).ifPresent(findings::add);
      byLog(aggregate.statement())
          .or(() -> byArithmetic(aggregate))
          .ifPresent(problem -> findings.add(wrong(aggregate, problem)));
    }
    return findings;
  }

  /** The first aggregate of the same organization that says otherwise. */
  private Optional<Finding> contradiction(
      Logged<Aggregate> aggregate, List<Logged<Aggregate>> all) {
    return all.stream()
        .takeWhile(earlier -> earlier.index() < aggregate.index())
        .filter(earlier -> earlier.organization().equals(aggregate.organization()))
        .filter(earlier -> !earlier.statement().result().equals(aggregate.statement().result()))
        .findFirst()
        .map(
            earlier ->
                new Finding(
                    OptionalInt.of(round.number()),
                    aggregate.organization(),
                    OptionalLong.of(aggregate.index()),
                    "contradicts what it signed at entry " + earlier.index(),
                    Map.of(
                        "earlier", Documents.result(earlier.statement().result()),
                        "stated", Documents.result(aggregate.statement().result()))));
  }

  private Finding wrong(Logged<Aggregate> aggregate, String problem) {
    var proof = new LinkedHashMap<String, Object>();
    proof.put("stated", Documents.result(aggregate.statement().result()));
    proof.put("outputProof", aggregate.statement().outputProof().hex());
    recomputed.ifPresent(
        right -> {
          proof.put("expected", Documents.result(right.result()));
          proof.put(
              "expectedOutputProof",
              Optional.ofNullable(right.proofs().get(aggregate.signer()))
                  .map(Object::toString)
                  .orElse(""));
          proof.put("inputs", right.inputs());
        });
    return new Finding(
        OptionalInt.of(round.number()),
        aggregate.organization(),
        OptionalLong.of(aggregate.index()),
        problem,
        proof);
  }

  /** What anybody can see who has the log. */
  private Optional<String> byLog(Aggregate stated) {
    long cutoff = round.cutoff().orElseThrow();
    if (stated.cutoff() != cutoff) {
      return Optional.of(
          "states cutoff %d, the round was closed at %d".formatted(stated.cutoff(), cutoff));
    }
    if (!stated.inputSetDigest().equals(inputs.digest())) {
      return Optional.of(
          "states input set %s, the log makes %s"
              .formatted(stated.inputSetDigest(), inputs.digest()));
    }
    if (!stated.specId().equals(round.open().specId())) {
      return Optional.of(
          "states the rule %s, the round is under %s"
              .formatted(stated.specId(), round.open().specId()));
    }
    return rejections(stated.rejected());
  }

  private Optional<String> rejections(List<Rejection> stated) {
    for (Rejection due : inputs.rejected()) {
      if (!stated.contains(due)) {
        return Optional.of(
            "does not reject update %d, which the log shows to be %s"
                .formatted(due.index(), due.reason()));
      }
    }
    Set<Long> counted = counted();
    Set<Reason> reasons = inputs instanceof InputSet ? BY_CONTENT : BY_SUM;
    return stated.stream()
        .filter(rejection -> !inputs.rejected().contains(rejection))
        .filter(
            rejection ->
                !counted.contains(rejection.index()) || !reasons.contains(rejection.reason()))
        .findFirst()
        .map(
            rejection ->
                "rejects entry %d as %s, which the log does not show"
                    .formatted(rejection.index(), rejection.reason()));
  }

  /** What a blob is of that may turn out not to count. */
  private Set<Long> counted() {
    Stream<Long> counted =
        switch (inputs) {
          case InputSet updates -> updates.inputs().stream().map(Logged::index);
          case CohortInputs cohorts ->
              cohorts.sums().stream()
                  .flatMap(sum -> Stream.concat(sum.inputs().stream(), sum.dealt().stream()))
                  .map(Logged::index);
        };
    return counted.collect(Collectors.toCollection(TreeSet::new));
  }

  /** What those can see who have the updates. */
  private Optional<String> byArithmetic(Logged<Aggregate> aggregate) {
    if (recomputed.isEmpty()) {
      return Optional.empty();
    }
    Aggregate.Result right = recomputed.get().result();
    Aggregate stated = aggregate.statement();
    if (!stated.rejected().equals(right.rejected())) {
      return Optional.of(
          "rejects %s, the rules reject %s"
              .formatted(Documents.words(stated.rejected()), Documents.words(right.rejected())));
    }
    if (!stated.outputDigest().equals(right.outputDigest())) {
      return Optional.of(
          "states output %s, base and updates make %s"
              .formatted(stated.outputDigest(), right.outputDigest()));
    }
    if (!stated.optimizerState().equals(right.optimizerState())) {
      return Optional.of(
          "states optimizer state %s, base and updates make %s"
              .formatted(stated.optimizerState(), right.optimizerState()));
    }
    return stated.outputProof().equals(recomputed.get().proofs().get(aggregate.signer()))
        ? Optional.empty()
        : Optional.of("states the right output without a proof that it had the bytes");
  }
}
