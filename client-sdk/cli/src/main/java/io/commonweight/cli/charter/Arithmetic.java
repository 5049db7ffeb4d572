package io.commonweight.cli.charter;

import io.commonweight.sdk.statement.Charter.Aggregation;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.RoundOpen.Scale;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Rule.Voters;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a charter's rounds compute, for people and for programs.
 *
 * @param aggregation what the charter says
 */
record Arithmetic(Aggregation aggregation) {
  private static final int DECIMALS = 6;

  /** Encoding, scales and bounds in one line. */
  String line() {
    return "spec %s, %s in quanta of 2^-%d%s, norm at most %s, weight of a node at most %d, of an organization %d, update at most %d bytes"
        .formatted(
            aggregation.specId(),
            aggregation.encoding(),
            aggregation.scaleBits(),
            exceptions(),
            aggregation.normBound(),
            aggregation.nodeWeightCap(),
            aggregation.organizationWeightCap(),
            aggregation.maxUpdateBytes());
  }

  private String exceptions() {
    var text = new StringBuilder();
    for (Scale scale : aggregation.tensorScales()) {
      text.append(" (2^-%d in %s)".formatted(scale.bits(), scale.tensor()));
    }
    return text.toString();
  }

  /** The rule, and what it tolerates, in one line. */
  String rule() {
    Rule rule = aggregation.rule();
    String over = rule.voters() == Voters.NODE ? "nodes" : "organizations";
    return "%s over %s%s %s"
        .formatted(
            rule.kind(),
            over,
            parameters(),
            rule.faults() == 0
                ? "tolerates no hostile one"
                : "tolerates %d hostile of at least %d"
                    .formatted(rule.faults(), rule.fewestVoters()));
  }

  private String parameters() {
    Rule rule = aggregation.rule();
    return rule.selected().map(" that averages %d"::formatted).orElse("")
        + rule.clipBound().map(" that clips to a squared norm of %s"::formatted).orElse("")
        + rule.iterations().map(" in %d iterations"::formatted).orElse("");
  }

  /** The rule as JSON. */
  Map<String, Object> ruleDocument() {
    Rule rule = aggregation.rule();
    var document = new LinkedHashMap<String, Object>();
    document.put("kind", rule.kind());
    document.put("voters", rule.voters());
    document.put("faults", rule.faults());
    document.put("fewestVoters", rule.fewestVoters());
    rule.selected().ifPresent(count -> document.put("selected", count));
    rule.clipBound().ifPresent(bound -> document.put("clipBound", bound));
    rule.iterations().ifPresent(count -> document.put("iterations", count));
    return document;
  }

  /** The optimizer in one line. */
  String optimizer() {
    Optimizer optimizer = aggregation.optimizer();
    return optimizer.kind().name()
        + named("learning rate", optimizer.learningRate())
        + named("beta1", optimizer.beta1())
        + named("beta2", optimizer.beta2())
        + named("tau", optimizer.tau());
  }

  private static String named(String name, Optional<Integer> millionths) {
    return millionths
        .map(value -> BigDecimal.valueOf(value, DECIMALS).stripTrailingZeros())
        .map(value -> String.format(Locale.ROOT, ", %s %s", name, value.toPlainString()))
        .orElse("");
  }
}
