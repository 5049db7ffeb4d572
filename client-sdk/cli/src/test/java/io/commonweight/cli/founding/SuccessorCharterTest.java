package io.commonweight.cli.founding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.cli.Invocation;
import io.commonweight.cli.loopback.FoundedFederation;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Revocation.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuccessorCharterTest {
  @TempDir private Path folder;
  private FoundedFederation federation;

  @BeforeEach
  void found() throws IOException {
    federation = FoundedFederation.approved(folder);
  }

  @AfterEach
  void stop() {
    federation.close();
  }

  @Test
  void aMemberJoinsWhenQuorumsOfBothChartersAgree() throws IOException {
    FoundedFederation.generate(folder, "far", "--no-witness");
    Invocation proposed = propose("--add", folder.resolve("far/member.json"), "--nodes", "far=2");

    assertThat(proposed.err()).isEmpty();
    Charter next = proposal().charter();
    assertThat(next.version()).isEqualTo(2);
    assertThat(next.previous()).contains(inForce().charterDigest());
    assertThat(next.member("far").orElseThrow().nodes()).isEqualTo(2);
    assertThat(proposed.json().path("difference"))
        .extracting(line -> line.asText().substring(0, 8))
        .containsExactly("- versio", "+ versio", "+ member", "- quorum", "+ quorum");
    assertThat(approve("north").json().path("inForce").asBoolean(true)).isFalse();
    assertThat(approve("far").json().path("approvedBefore")).hasSize(1);
    approve("east");
    assertThat(approve("south").json().path("inForce").asBoolean()).isTrue();
    assertThat(inForce().charterDigest()).isEqualTo(proposal().charterDigest());
    assertThat(federation.run("far", "keys", "delegate", "node-1").err()).isEmpty();
    assertThat(approve("south").exitCode()).isZero();
  }

  @Test
  void howRoundsComputeChangesWhenAQuorumAgrees() throws IOException {
    Charter before = inForce().charter();
    Invocation proposed =
        propose(
            (Object[])
                ("--rule TRIMMED_MEAN --rule-faults 1 --goal 6 --optimizer NESTEROV"
                        + " --learning-rate 0.7")
                    .split(" "));
    for (String name : List.of("north", "east", "south")) {
      assertThat(approve(name).err()).isEmpty();
    }

    assertThat(proposed.json().path("difference"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "- version     1",
            "+ version     2",
            "- rule        MEAN over nodes tolerates no hostile one",
            "+ rule        TRIMMED_MEAN over nodes tolerates 1 hostile of at least 3",
            "- optimizer   NONE",
            "+ optimizer   NESTEROV, learning rate 0.7, beta1 0.9",
            "- rounds      closed with 3 updates after PT10M, 4 statements of a node at most",
            "+ rounds      closed with 3 updates after PT10M or at once with 6, 4 statements of a"
                + " node at most");
    Charter next = inForce().charter();
    assertThat(next.version()).isEqualTo(2);
    assertThat(next.aggregation().rule().faults()).isEqualTo(1);
    assertThat(next.aggregation().normBound()).isEqualTo(before.aggregation().normBound());
    assertThat(next.rounds()).isEqualTo(new Charter.Rounds(3, 6, 0, 600, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "--rule KRUM --rule-faults 7,'no charter can say that: KRUM with 7 faults needs 17 voters, but the charter allows 16'",
    "--rule MEDIAN --voters ORGANIZATION --rule-faults 2,'no charter can say that: MEDIAN with 2 faults needs 5 voters, but the charter allows 4'",
    "--rule MULTI_KRUM,--rule MULTI_KRUM needs --selected",
    "--learning-rate 0.1,--learning-rate does not belong to --optimizer NONE",
    "--goal 2,'goal is 2, must be 3 to 16384'"
  })
  void rulesThatCannotBeAreRefusedBeforeAnybodyAgrees(String options, String reason) {
    Invocation refused = propose((Object[]) options.split(" "));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).isEqualTo("commonweight: " + reason + "\n");
    assertThat(folder.resolve("charter-2")).doesNotExist();
  }

  @Test
  void whatAPolicyWouldTolerateIsToldAndAWeakerOneRefused() {
    Invocation refused = propose("--faults", "2", "--required", "3");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "commonweight: no charter can say that: 3 of 4 do not survive 2 that lie:"
                + " at least 4 must agree\n");
    assertThat(propose("--faults", "2").json().path("toleratesLiars").asInt()).isEqualTo(3);
  }

  @Test
  void moreThanAThirdOfTheMembersDoesNotChangeAtOnce() {
    Invocation refused = propose("--remove", "south", "--remove", "west");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("2 organizations change, at most 1 may at a time");
    assertThat(folder.resolve("charter-2")).doesNotExist();
  }

  @Test
  void aRootKeyIsReplaced() throws IOException {
    Path before = folder.resolve("before");
    Files.move(folder.resolve("west"), before);
    FoundedFederation.generate(folder, "west", "--no-witness");
    propose("--replace-root", folder.resolve("west/member.json"));

    for (String name : List.of("north", "east", "south")) {
      assertThat(approve(name).err()).isEmpty();
    }

    Member west = inForce().charter().member("west").orElseThrow();
    assertThat(inForce().root(west).fingerprint().hex())
        .isEqualTo(fingerprint(folder.resolve("west")))
        .isNotEqualTo(fingerprint(before));
    assertThat(federation.run("west", "keys", "delegate", "node-1").err()).isEmpty();
  }

  @Test
  void aRootKeyThatNoCharterNamesApprovesNothing() throws IOException {
    propose("--expires", "2040-01-01");
    FoundedFederation.generate(folder, "stranger");

    Invocation refused = approve("stranger");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("the charter names no root key");
  }

  @Test
  void whoLeavesRevokesItsKeysAndTheOthersAgree() throws IOException {
    Invocation left =
        federation.run("west", "federation", "leave", "--out", folder.resolve("charter-2"));

    assertThat(left.exitCode()).isZero();
    var directory = federation.registry().state().directory();
    assertThat(directory.delegations().revoked())
        .hasSize(4)
        .allMatch(revoked -> revoked.revocation().reason() == Reason.LEFT);
    for (String name : List.of("north", "east", "south")) {
      approve(name);
    }
    assertThat(inForce().charter().members())
        .extracting(Member::name)
        .containsExactly("east", "north", "south");
  }

  @Test
  void theSequencerMovesTheLogBeforeItLeaves() {
    Invocation refused =
        federation.run("north", "federation", "leave", "--out", folder.resolve("charter-2"));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("north sequences the log: move it first");
    assertThat(federation.registry().state().directory().delegations().revoked()).isEmpty();
  }

  @Test
  void aMovedLogGoesOnFromTheLastWitnessedCheckpoint() throws IOException {
    Invocation moved =
        federation.look(
            "federation",
            "move-log",
            "--origin",
            "east.example/tabletop",
            "--sequencer",
            folder.resolve("east/member.json"),
            "--out",
            folder.resolve("charter-2"));

    assertThat(moved.err()).isEmpty();
    var log = proposal().charter().log();
    assertThat(log.epoch()).isEqualTo(2);
    assertThat(log.sequencer()).isEqualTo("east");
    assertThat(log.after().orElseThrow().size()).isEqualTo(federation.registry().state().size());
    assertThat(folder.resolve("charter-2/checkpoint"))
        .content()
        .startsWith("north.example/tabletop\n" + log.after().orElseThrow().size() + "\n");
  }

  @Test
  void theLogIsMovedToAMemberWithLogKeys() {
    Invocation refused =
        federation.look(
            "federation",
            "move-log",
            "--origin",
            "west.example/tabletop",
            "--sequencer",
            folder.resolve("west/member.json"),
            "--out",
            folder.resolve("charter-2"));

    assertThat(refused.err()).contains("the file of west has no log keys");
  }

  @Test
  void theVerifiedLogTellsWhoIsWho() {
    federation.run("west", "keys", "revoke", "node-1", "--reason", "LEFT");
    propose("--expires", "2040-01-01");
    approve("north");

    Invocation shown =
        Invocation.run(
            "federation",
            "show",
            folder.resolve("founding"),
            "--from",
            federation.registry().uri(),
            "--json");

    assertThat(shown.json().path("verified").asBoolean()).isTrue();
    assertThat(shown.json().path("delegations")).hasSize(15);
    assertThat(shown.json().path("revocations")).hasSize(1);
    assertThat(shown.json().path("proposals").path(0).path("approvedBefore").path(0).asText())
        .isEqualTo("north");
  }

  @Test
  void theChainOfChartersIsShown() throws IOException {
    String first = "sha256:" + inForce().charterDigest();
    propose("--expires", "2040-01-01");
    for (String name : List.of("north", "east", "south")) {
      approve(name);
    }
    long last = federation.registry().state().size() - 1;

    JsonNode shown =
        Invocation.run(
                "federation",
                "show",
                folder.resolve("founding"),
                "--from",
                federation.registry().uri(),
                "--json")
            .json();

    assertThat(shown.path("charters")).hasSize(2);
    assertThat(shown.at("/charters/0/charter").asText()).isEqualTo(first);
    assertThat(shown.at("/charters/0/signatures")).hasSize(3);
    assertThat(shown.at("/charters/1/charter").asText())
        .isEqualTo("sha256:" + proposal().charterDigest());
    assertThat(shown.at("/charters/1/index").asLong()).isEqualTo(last);
    assertThat(shown.path("previous").asText()).isEqualTo(first);
    assertThat(shown.path("privacy").asText()).isEqualTo("OPEN");
  }

  @Test
  void whoApprovesIsToldWhatChanges() {
    propose("--expires", "2040-01-01");

    assertThat(approve("north").json().path("difference"))
        .extracting(JsonNode::asText)
        .contains("+ expires     2040-01-01T00:00:00Z");
  }

  @Test
  void roundsBecomeSecureUnlessTheRuleNeedsSingleUpdates() {
    Invocation refused = propose("--privacy", "sealed", "--rule", "MEDIAN");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("no charter can say that: privacy SEALED: MEDIAN needs single vectors");

    Invocation proposed = propose("--privacy", "sealed");

    assertThat(proposed.err()).isEmpty();
    assertThat(proposed.json().path("difference"))
        .extracting(JsonNode::asText)
        .contains(
            "+ privacy     SEALED: one sum of all nodes is seen; nothing defends against a node");
  }

  @Test
  void aKeyThatWasDelegatedBecomesNoRootKey() throws IOException {
    Path mixed = folder.resolve("mixed");
    FoundedFederation.generate(folder, "mixed", "--no-witness");
    Files.writeString(
        mixed.resolve("member.json"),
        Files.readString(mixed.resolve("member.json"))
            .replaceFirst("\"organization\":\"mixed\"", "\"organization\":\"west\"")
            .replaceFirst(
                "\"mlDsa65\":\"[^\"]+\"",
                "\"mlDsa65\":\"" + half(folder.resolve("east/node-1.pub")) + "\""));

    Invocation refused = propose("--replace-root", mixed.resolve("member.json"));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("was delegated already: one key, one role");
  }

  @Test
  void whatARegistrySaysOfAFederationThatIsNotPinnedIsNotVerified() {
    Invocation shown =
        Invocation.run(
            "federation",
            "show",
            "tabletop",
            "--from",
            federation.registry().uri(),
            "--config",
            folder.resolve("config"),
            "--json");

    assertThat(shown.json().path("verified").asBoolean(true)).isFalse();
    assertThat(shown.err()).isEqualTo("not verified: no charter of tabletop is pinned\n");
  }

  private Invocation propose(Object... more) {
    List<Object> args = new ArrayList<>(List.of("federation", "propose", "--json"));
    args.addAll(List.of("--out", folder.resolve("charter-2")));
    args.addAll(List.of(more));
    return federation.look(args.toArray());
  }

  private Invocation approve(String organization) {
    return federation.run(
        organization, "federation", "approve", "--proposal", folder.resolve("charter-2"), "--json");
  }

  private Founding proposal() throws IOException {
    return Founding.load(folder.resolve("charter-2"));
  }

  private Founding inForce() {
    return federation.registry().state().directory().inForce();
  }

  /** The second key of a file of public keys, in base64. */
  private static String half(Path file) throws IOException {
    String begin = "-----BEGIN PUBLIC KEY-----\n";
    String text = Files.readString(file);
    return text.substring(text.lastIndexOf(begin) + begin.length())
        .replaceFirst("(?s)-----END.*", "")
        .replace("\n", "");
  }

  private static String fingerprint(Path keys) {
    return Invocation.run("keys", "show", keys, "--json").json().path("root").asText();
  }
}
