package io.commonweight.cli.charter;

import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.EvaluationGate;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.Charter.Rounds;
import io.commonweight.sdk.statement.Charter.Witness;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person must know of a charter before believing it.
 *
 * @param founding the documents
 */
public record Description(Founding founding) {

  /** The charter as JSON; {@code n}, {@code f} and {@code k} are those of the organizations. */
  public Map<String, Object> document() {
    Charter charter = founding.charter();
    var document = new LinkedHashMap<String, Object>();
    document.put("federation", charter.federation());
    document.put("version", charter.version());
    document.put("policy", charter.policy());
    document.put("charter", fingerprint());
    charter.previous().ifPresent(previous -> document.put("previous", "sha256:" + previous));
    document.put("expires", expires().toString());
    document.put("origin", charter.log().origin());
    document.put("epoch", charter.log().epoch());
    document.put("sequencer", charter.log().sequencer());
    document.put("members", charter.members().stream().map(Member::name).toList());
    document.put("nodes", charter.members().stream().mapToInt(Member::nodes).sum());
    document.putAll(organizations().document());
    document.put("witnesses", witnesses().document());
    charter.gate().ifPresent(gate -> document.put("gate", gate));
    document.put("privacy", charter.privacy());
    document.put("specId", charter.aggregation().specId().hex());
    var arithmetic = new Arithmetic(charter.aggregation());
    document.put("aggregation", arithmetic.line());
    document.put("encoding", charter.aggregation().encoding());
    document.put("rule", arithmetic.ruleDocument());
    document.put("optimizer", arithmetic.optimizer());
    document.put("rounds", line(charter.rounds()));
    return document;
  }

  /** The charter as text. */
  public List<String> lines() {
    Charter charter = founding.charter();
    List<String> lines = new ArrayList<>();
    lines.add(
        "federation   %s, policy %s, version %d"
            .formatted(charter.federation(), charter.policy(), charter.version()));
    lines.add("charter      " + fingerprint());
    charter.previous().ifPresent(previous -> lines.add("follows      sha256:" + previous));
    lines.add("expires      " + expires());
    lines.add(
        "log          %s, epoch %d, sequenced by %s"
            .formatted(charter.log().origin(), charter.log().epoch(), charter.log().sequencer()));
    charter.members().forEach(member -> lines.add("member       " + line(member)));
    charter.gate().ifPresent(gate -> lines.add("gate         " + line(gate)));
    lines.add("privacy      " + line(charter.privacy()));
    var arithmetic = new Arithmetic(charter.aggregation());
    lines.add("aggregation  " + arithmetic.line());
    lines.add("rule         " + arithmetic.rule());
    lines.add("optimizer    " + arithmetic.optimizer());
    lines.add("rounds       " + line(charter.rounds()));
    lines.add("quorum       " + organizations().line());
    lines.add("witnesses    " + witnesses().line());
    return lines;
  }

  /** The trust anchor as people compare it. */
  public String fingerprint() {
    return "sha256:" + founding.charterDigest();
  }

  private Tolerance organizations() {
    return new Tolerance("organizations", founding.charter().organizationQuorum());
  }

  private Tolerance witnesses() {
    return new Tolerance("witnesses", founding.charter().witnessQuorum());
  }

  private Instant expires() {
    return Instant.ofEpochSecond(founding.charter().expires());
  }

  /** A member in one line. */
  static String line(Member member) {
    return "%-20s root %s  %s, %s, at most %d nodes"
        .formatted(
            member.name(),
            member.root().ed25519().abbreviated(),
            member.aggregates() ? "aggregates" : "does not aggregate",
            member.witness().map(Witness::name).map("witness "::concat).orElse("no witness"),
            member.nodes());
  }

  /** When rounds close, in one line. */
  static String line(Rounds rounds) {
    return "closed with %d updates after %s%s, %d statements of a node at most%s"
        .formatted(
            rounds.minUpdates(),
            Duration.ofSeconds(rounds.deadlineSeconds()),
            rounds.goal() == 0 ? "" : " or at once with " + rounds.goal(),
            rounds.statementsPerNode(),
            rounds.maxStaleness() == 0
                ? ""
                : ", updates count that are up to %d rounds old".formatted(rounds.maxStaleness()));
  }

  /** A privacy and its price in one line. */
  static String line(Privacy privacy) {
    return switch (privacy) {
      case OPEN -> "OPEN: every aggregator sees every update";
      case COHORT ->
          "COHORT: one sum of each organization's nodes is seen; within it nothing defends against"
              + " a node";
      case SEALED -> "SEALED: one sum of all nodes is seen; nothing defends against a node";
    };
  }

  /** A gate in one line. */
  static String line(EvaluationGate gate) {
    return "%s/%s: at least %d organizations, together %d of 1000 successes"
        .formatted(gate.suite(), gate.split(), gate.organizations(), gate.minPermille());
  }
}
