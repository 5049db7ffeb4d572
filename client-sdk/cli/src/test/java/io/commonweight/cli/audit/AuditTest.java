package io.commonweight.cli.audit;

import static io.commonweight.federation.FederationFixture.aggregatorKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.cli.Invocation;
import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Aggregate.Rejection;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.RoundClose;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditTest {
  private static final Bytes WRONG = AuditedFederation.file(new float[20]);

  private final AuditedFederation federation = new AuditedFederation();
  @TempDir private Path folder;

  private AuditRun run;

  @BeforeEach
  void store() throws IOException {
    run = AuditRun.of(federation, folder);
  }

  @Test
  void honestRoundsAreRecomputedBitForBit() throws IOException {
    for (int i = 1; i <= 2; i++) {
      Round round = federation.round();
      federation.aggregateHonestly(round, 1, 2, 3);
      federation.release();
    }

    Invocation audit = run.withKeys();

    assertThat(audit.err()).isEmpty();
    assertThat(audit.exitCode()).isZero();
    assertThat(audit.json().path("ok").asBoolean()).isTrue();
    assertThat(audit.json().path("rounds")).hasSize(2);
    JsonNode second = audit.json().path("rounds").path(1);
    assertThat(second.path("recomputed")).isEqualTo(second.path("standing"));
    assertThat(second.path("silent").path("aggregate").toString()).isEqualTo("[\"org-4\"]");
    assertThat(second.path("release").path("sequence").asInt()).isEqualTo(2);
    assertThat(audit.json().path("witnessed").path("by")).hasSize(3);
    assertThat(audit.json().path("charters").path(0).path("place").asInt()).isEqualTo(2);
  }

  @Test
  void everyRoundIsOneLine() throws IOException {
    Round round = federation.round();
    federation.aggregateHonestly(round, 1, 2, 3, 4);
    federation.release();

    Invocation audit = run.with("--keys", folder.resolve("keys"));

    assertThat(audit.out().lines().filter(line -> line.startsWith("round")))
        .singleElement()
        .asString()
        .contains("4 updates, 0 rejected", "by org-1, org-2, org-3, org-4", "bit for bit")
        .endsWith("release 1");
  }

  @Test
  void whoStatedAnotherOutputIsNamedWithTheArithmetic() throws IOException {
    Round round = federation.round();
    federation.aggregateHonestly(round, 1, 2, 3);
    federation.append(federation.aggregate(round, 4, WRONG), aggregatorKey(4));

    Invocation audit = run.withKeys();

    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.json().path("findings")).hasSize(1);
    JsonNode finding = audit.json().path("findings").path(0);
    assertThat(finding.path("who").asText()).isEqualTo("org-4");
    assertThat(finding.path("problem").asText()).startsWith("states output " + WRONG.sha256());
    assertThat(finding.path("expected").path("outputDigest").asText())
        .isEqualTo(federation.output(round).sha256().hex());
    assertThat(finding.path("inputs")).hasSize(4);
    assertThat(finding.path("inputs").findValuesAsText("weight"))
        .containsExactlyInAnyOrder("101", "201", "301", "401");
  }

  @Test
  void quorumOfLiarsIsNamedWhole() throws IOException {
    Round round = federation.round();
    for (int i = 1; i <= 3; i++) {
      federation.append(federation.aggregate(round, i, WRONG), aggregatorKey(i));
    }
    federation.aggregateHonestly(round, 4);

    Invocation audit = run.withKeys();

    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.json().path("findings").findValuesAsText("who"))
        .containsExactly("org-1", "org-2", "org-3");
  }

  @Test
  void whoRepeatedADigestWithoutTheBytesIsNamed() throws IOException {
    Round round = federation.round();
    federation.aggregateHonestly(round, 1, 2, 3);
    Aggregate copied = federation.aggregate(round, 1, federation.output(round));
    federation.append(copied, aggregatorKey(4));

    Invocation audit = run.withKeys();

    assertThat(audit.json().path("findings").findValuesAsText("who")).containsExactly("org-4");
    assertThat(audit.json().path("findings").path(0).path("problem").asText())
        .contains("without a proof that it had the bytes");
  }

  /** What an aggregator may get wrong so that everybody sees it who has the log. */
  enum Wrong {
    CUTOFF("states cutoff"),
    INPUT_SET("states input set"),
    RULE("states the rule"),
    DUPLICATE_COUNTED("does not reject update"),
    REJECTION_INVENTED("which the log does not show"),
    REJECTION_OF_NO_UPDATE("which the log does not show");

    private final String problem;

    Wrong(String problem) {
      this.problem = problem;
    }

    Aggregate of(Aggregate right, InputSet inputs) {
      Sha256 other = FederationFixture.digest("other");
      var first = inputs.inputs().getFirst();
      return switch (this) {
        case CUTOFF ->
            with(
                right,
                right.cutoff() + 1,
                right.inputSetDigest(),
                right.specId(),
                right.rejected());
        case INPUT_SET -> with(right, right.cutoff(), other, right.specId(), right.rejected());
        case RULE -> with(right, right.cutoff(), right.inputSetDigest(), other, right.rejected());
        case DUPLICATE_COUNTED ->
            with(right, right.cutoff(), right.inputSetDigest(), right.specId(), List.of());
        case REJECTION_INVENTED ->
            rejecting(right, new Rejection(first.index(), first.signer(), Reason.LATE));
        case REJECTION_OF_NO_UPDATE ->
            rejecting(right, new Rejection(3, first.signer(), Reason.NORM));
      };
    }
  }

  private static Aggregate rejecting(Aggregate right, Rejection more) {
    return with(
        right,
        right.cutoff(),
        right.inputSetDigest(),
        right.specId(),
        Stream.concat(right.rejected().stream(), Stream.of(more))
            .sorted(Comparator.comparingLong(Rejection::index))
            .toList());
  }

  private static Aggregate with(
      Aggregate right, long cutoff, Sha256 inputs, Sha256 rule, List<Rejection> rejected) {
    return new Aggregate(
        right.round(),
        cutoff,
        inputs,
        rule,
        rejected,
        right.outputDigest(),
        right.optimizerState(),
        right.time(),
        right.outputProof());
  }

  @ParameterizedTest
  @EnumSource
  void whatContradictsTheLogIsSeenWithoutAnyUpdate(Wrong wrong) throws IOException {
    Round round = federation.round(open -> federation.submitAgain(open, 1));
    federation.aggregateHonestly(round, 1, 2, 3);
    Aggregate right = federation.aggregate(round, 4, federation.output(round));
    federation.append(wrong.of(right, InputSet.of(federation.state(), round)), aggregatorKey(4));

    Invocation audit = run.with("--json");

    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.json().path("findings").findValuesAsText("who")).containsExactly("org-4");
    assertThat(audit.json().path("findings").path(0).path("problem").asText())
        .contains(wrong.problem);
    assertThat(audit.json().path("findings").path(0).path("entry").asLong())
        .isEqualTo(federation.entries().size() - 1);
    assertThat(audit.json().path("rounds").path(0).has("notRecomputed")).isTrue();
  }

  @Test
  void secondUpdateOfANodeIsLeftOutOfTheArithmetic() throws IOException {
    Round round = federation.round(open -> federation.submitAgain(open, 1));
    federation.aggregateHonestly(round, 1, 2, 3, 4);

    Invocation audit = run.withKeys();

    assertThat(audit.exitCode()).isZero();
    JsonNode judged = audit.json().path("rounds").path(0);
    assertThat(judged.path("recomputed")).isEqualTo(judged.path("standing"));
    assertThat(judged.path("rejectedByLog").path(0).path("reason").asText()).isEqualTo("DUPLICATE");
  }

  @Test
  void whoRejectsAGoodUpdateIsNamedByArithmetic() throws IOException {
    Round round = federation.round();
    federation.aggregateHonestly(round, 1, 2, 3);
    Aggregate right = federation.aggregate(round, 4, federation.output(round));
    var victim = InputSet.of(federation.state(), round).inputs().getFirst();
    var rejection = new Rejection(victim.index(), victim.signer(), Reason.NORM);
    federation.append(rejecting(right, rejection), aggregatorKey(4));

    assertThat(run.with("--json").exitCode()).isZero();
    Invocation audit = run.withKeys();

    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.json().path("findings").findValuesAsText("who")).containsExactly("org-4");
    assertThat(audit.json().path("findings").path(0).path("problem").asText())
        .isEqualTo("rejects %d (NORM), the rules reject nothing".formatted(victim.index()));
  }

  @Test
  void sequencerThatSignsAnEntryWithoutARightIsNamed() throws IOException {
    Round round = federation.round();
    federation.aggregateHonestly(round, 1, 2, 3);
    int entry = federation.entries().size();
    federation.force(new RoundClose(round.id()), FederationFixture.key("stranger"));
    federation.force(new RoundClose(round.id()), aggregatorKey(4));

    Invocation audit = run.with("--json");

    assertThat(audit.exitCode()).isEqualTo(1);
    JsonNode finding = audit.json().path("findings").path(0);
    assertThat(finding.path("who").asText())
        .isEqualTo(federation.state().charter().log().sequencer());
    assertThat(finding.path("entry").asInt()).isEqualTo(entry);
    assertThat(finding.path("problem").asText())
        .contains("an entry that has no right to be there", "neither in the charter");
  }

  @Test
  void whoContradictsItselfAfterTheRoundIsNamed() throws IOException {
    Round round = federation.round();
    federation.aggregateHonestly(round, 1, 2, 3);
    federation.release();
    federation.append(federation.aggregate(round, 2, WRONG), aggregatorKey(2));

    Invocation audit = run.with("--json");

    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.json().path("findings").findValuesAsText("who")).containsExactly("org-2");
    assertThat(audit.json().path("findings").path(0).path("problem").asText())
        .startsWith("contradicts what it signed at entry");
  }

  @Test
  void registryThatLostOrSpoiledUpdatesConvictsNobody() throws IOException {
    Round round = federation.round();
    federation.aggregateHonestly(round, 1, 2, 3, 4);
    federation.spoilUpdates();

    Invocation spoiled = run.withKeys();
    federation.loseUpdates();
    Invocation lost = run.withKeys();

    for (Invocation audit : List.of(spoiled, lost)) {
      assertThat(audit.exitCode()).isZero();
      assertThat(audit.json().path("rounds").path(0).path("notRecomputed").asText())
          .contains("has no blob that is what entry");
    }
  }

  @Test
  void changedEntryIsNotBelieved() throws IOException {
    federation.round();
    SignedNote genuine = federation.checkpoint(2, 3, 4);
    federation.spoilEntry(20);

    Invocation audit = run.at(genuine, Optional.of(genuine), "--json");

    assertThat(audit.exitCode()).isEqualTo(1);
    JsonNode finding = audit.json().path("findings").path(0);
    assertThat(finding.path("problem").asText())
        .startsWith("shows a log that cannot be believed: entry 20");
    // Nobody has signed that: it is the registry that shows it.
    assertThat(finding.path("who").asText()).startsWith("http://127.0.0.1:");
  }

  @Test
  void anotherHistoryThanTheWitnessesSawIsAFork() throws IOException {
    var other = new AuditedFederation();
    other.append(
        FederationFixture.delegation(FederationFixture.key("x"), Role.AGGREGATOR),
        FederationFixture.rootKey(1));
    federation.append(
        FederationFixture.delegation(FederationFixture.key("y"), Role.AGGREGATOR),
        FederationFixture.rootKey(1));

    Invocation audit =
        run.at(federation.checkpoint(), Optional.of(other.checkpoint(2, 3, 4)), "--json");

    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.json().path("findings").path(0).path("problem").asText())
        .contains("the log was forked");
  }

  @Test
  void tooFewWitnessesAreFound() throws IOException {
    Invocation audit = run.at(federation.checkpoint(2, 3), Optional.empty(), "--json");

    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.json().path("findings").path(0).path("problem").asText())
        .contains("cosigned by 2 of 3 that must have");
  }

  @Test
  void oneRoundMayBeJudgedAlone() throws IOException {
    Round first = federation.round();
    federation.aggregateHonestly(first, 1, 2, 3);
    federation.release();
    Round second = federation.round();
    federation.append(federation.aggregate(second, 4, WRONG), aggregatorKey(4));

    Invocation one = run.with("--json", "--round", "1");
    Invocation none = run.with("--round", "9");

    assertThat(one.exitCode()).isZero();
    assertThat(one.json().path("rounds")).hasSize(1);
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).isEqualTo("commonweight: tabletop has no round 9\n");
  }
}
