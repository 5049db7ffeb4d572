package io.commonweight.cli.audit;

import static io.commonweight.federation.FederationFixture.aggregatorKey;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.cli.Invocation;
import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeyFile;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
  private static final Bytes WRONG = AuditedFederation.file(new float[20]);

  private final AuditedFederation federation = new AuditedFederation();
  @TempDir private Path folder;

  @BeforeEach
  void store() throws IOException {
    federation.fixture().founding().store(folder.resolve("founding"));
    Path keys = Files.createDirectory(folder.resolve("keys"));
    HybridKey key = aggregatorKey(2);
    KeyFile.storeUnencrypted(keys.resolve("aggregator.key"), List.of(key.ed25519(), key.mlDsa65()));
  }

  @Test
  void honestRoundsAreRecomputedBitForBit() throws IOException {
    for (int i = 1; i <= 2; i++) {
      Round round = federation.round();
      Bytes output = federation.output(round);
      federation.aggregateHonestly(round, 1, 2, 3);
      federation.release(output);
    }

    Invocation audit = withKeys();

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
    federation.release(federation.output(round));

    Invocation audit = audit("--keys", folder.resolve("keys"));

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

    Invocation audit = withKeys();

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

    Invocation audit = withKeys();

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

    Invocation audit = withKeys();

    assertThat(audit.json().path("findings").findValuesAsText("who")).containsExactly("org-4");
    assertThat(audit.json().path("findings").path(0).path("problem").asText())
        .contains("without a proof that it had the bytes");
  }

  @Test
  void wrongInputSetIsSeenWithoutAnyUpdate() throws IOException {
    Round round = federation.round();
    federation.aggregateHonestly(round, 1, 2, 3);
    Aggregate right = federation.aggregate(round, 4, federation.output(round));
    federation.append(
        new Aggregate(
            right.round(),
            right.cutoff(),
            FederationFixture.digest("other inputs"),
            right.specId(),
            right.rejected(),
            right.outputDigest(),
            right.time(),
            right.outputProof()),
        aggregatorKey(4));

    Invocation audit = audit("--json");

    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.json().path("findings").findValuesAsText("who")).containsExactly("org-4");
    assertThat(audit.json().path("findings").path(0).path("problem").asText())
        .startsWith("states input set");
    assertThat(audit.json().path("rounds").path(0).has("notRecomputed")).isTrue();
  }

  @Test
  void whoContradictsItselfAfterTheRoundIsNamed() throws IOException {
    Round round = federation.round();
    federation.aggregateHonestly(round, 1, 2, 3);
    federation.release(federation.output(round));
    federation.append(federation.aggregate(round, 2, WRONG), aggregatorKey(2));

    Invocation audit = audit("--json");

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

    Invocation spoiled = withKeys();
    federation.loseUpdates();
    Invocation lost = withKeys();

    for (Invocation audit : List.of(spoiled, lost)) {
      assertThat(audit.exitCode()).isZero();
      assertThat(audit.json().path("rounds").path(0).path("notRecomputed").asText())
          .contains("has no blob that opens the commitment");
    }
  }

  @Test
  void changedEntryIsNotBelieved() throws IOException {
    federation.round();
    SignedNote genuine = federation.checkpoint(2, 3, 4);
    federation.spoilEntry(20);

    Invocation audit = audit(genuine, Optional.of(genuine), "--json");

    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.json().path("findings").path(0).path("problem").asText())
        .startsWith("shows a log that cannot be believed: entry 20");
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
        audit(federation.checkpoint(), Optional.of(other.checkpoint(2, 3, 4)), "--json");

    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.json().path("findings").path(0).path("problem").asText())
        .contains("the log was forked");
  }

  @Test
  void tooFewWitnessesAreFound() throws IOException {
    Invocation audit = audit(federation.checkpoint(2, 3), Optional.empty(), "--json");

    assertThat(audit.exitCode()).isEqualTo(1);
    assertThat(audit.json().path("findings").path(0).path("problem").asText())
        .contains("cosigned by 2 of 3 that must have");
  }

  @Test
  void oneRoundMayBeJudgedAlone() throws IOException {
    Round first = federation.round();
    federation.aggregateHonestly(first, 1, 2, 3);
    federation.release(federation.output(first));
    Round second = federation.round();
    federation.append(federation.aggregate(second, 4, WRONG), aggregatorKey(4));

    Invocation one = audit("--json", "--round", "1");
    Invocation none = audit("--round", "9");

    assertThat(one.exitCode()).isZero();
    assertThat(one.json().path("rounds")).hasSize(1);
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.err()).isEqualTo("commonweight: tabletop has no round 9\n");
  }

  private Invocation withKeys() throws IOException {
    return audit("--json", "--keys", folder.resolve("keys"));
  }

  private Invocation audit(Object... options) throws IOException {
    SignedNote note = federation.checkpoint(2, 3, 4);
    return audit(note, Optional.of(note), options);
  }

  private Invocation audit(SignedNote newest, Optional<SignedNote> witnessed, Object... options)
      throws IOException {
    try (var registry = new AuditedRegistry(federation, newest, witnessed)) {
      List<Object> args = new ArrayList<>(List.of("audit", "tabletop", "--from", registry.uri()));
      args.addAll(List.of("--founding", folder.resolve("founding")));
      args.addAll(List.of(options));
      return Invocation.run(args.toArray());
    }
  }
}
