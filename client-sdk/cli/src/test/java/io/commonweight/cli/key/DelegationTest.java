package io.commonweight.cli.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.cli.Invocation;
import io.commonweight.cli.log.FollowedLog;
import io.commonweight.cli.loopback.FoundedFederation;
import io.commonweight.sdk.charter.Delegated;
import io.commonweight.sdk.charter.Delegations;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.Revoked;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.Passphrase;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Revocation.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelegationTest {
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
  void approvalDelegatesEveryRoleKeyOfTheFolder() throws IOException {
    assertThat(delegations().delegated()).hasSize(16);
    Delegated node = find("north", "node-1");
    assertThat(node.delegation().role()).isEqualTo(Role.NODE);
    assertThat(node.delegation().maxWeight()).isEqualTo(10_000);
    assertThat(find("west", "release").delegation().role()).isEqualTo(Role.RELEASE);
  }

  @Test
  void aSecondNodeIsDelegatedForAsLongAndAsMuchAsWished() throws Exception {
    FoundedFederation.generate(folder, "more");
    Path node = folder.resolve("more/node-1.pub");

    Invocation delegated =
        federation.run(
            "north", "keys", "delegate", node, "--max-weight", "50", "--days", "7", "--json");

    assertThat(delegated.err()).isEmpty();
    var told = delegated.json().path("delegations").path(0);
    Delegated found = delegations().find(Fingerprint.of(told.path("key").asText())).orElseThrow();
    assertThat(found.organization()).isEqualTo("north");
    assertThat(found.index()).isEqualTo(told.path("index").asLong());
    assertThat(found.delegation().maxWeight()).isEqualTo(50);
    assertThat(found.delegation().notAfter() - found.delegation().notBefore())
        .isEqualTo(Duration.ofDays(7).toSeconds());
    byte[] receipt = told.path("receipt").asText().getBytes(StandardCharsets.UTF_8);
    assertThat(LogProof.parse(receipt).inclusion().index()).isEqualTo(found.index());
  }

  @Test
  void aDelegatedKeyIsProlonged() throws IOException {
    long before = find("north", "node-1").index();

    assertThat(federation.run("north", "keys", "delegate", "node-1", "--days", "89").err())
        .isEmpty();

    assertThat(find("north", "node-1").index()).isGreaterThan(before);
  }

  @Test
  void aKeyDelegatedTwiceInASecondBeginsALittleLater() throws Exception {
    var client = new RegistryClient(federation.registry().uri());
    var founding = Founding.load(folder.resolve("founding"));
    var root = new KeyFolder(folder.resolve("north")).root(Passphrase.none());
    OwnLog own = OwnLog.read(new FollowedLog(client, founding, Clock.systemUTC()), root, client);
    Delegation first = find("north", "node-1").delegation();
    Instant sameSecond = Instant.ofEpochSecond(first.notBefore()).plus(Delegating.CLOCK_SKEW);
    RoleKey key = new KeyFolder(folder.resolve("north")).roleKey("node-1");

    new Delegating(own.holder(), own.delegations(), sameSecond)
        .delegate(key, Duration.ofDays(1), OptionalLong.empty());

    assertThat(find("north", "node-1").delegation().notBefore()).isEqualTo(first.notBefore() + 1);
  }

  @Test
  void noDelegationLastsLongerThanNinetyDays() {
    Invocation refused = federation.run("north", "keys", "delegate", "node-1", "--days", "91");

    assertThat(refused.err()).isEqualTo("commonweight: --days is 1 to 90\n");
  }

  @Test
  void aFileThatDoesNotTellItsRoleNeedsOne() throws IOException {
    Path key = folder.resolve("machine.pub");
    Files.copy(folder.resolve("north/node-1.pub"), key);

    Invocation refused = federation.run("north", "keys", "delegate", key);

    assertThat(refused.err())
        .isEqualTo("commonweight: " + key + " does not tell its role: give --role\n");
  }

  @Test
  void rootAndWitnessKeysAreNotDelegated() {
    Invocation refused = federation.run("north", "keys", "delegate", "witness");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("has no witness.pub of a role that is delegated");
  }

  @Test
  void aKeyOfOneOrganizationIsNotDelegatedByAnother() {
    Invocation refused =
        federation.run("east", "keys", "delegate", folder.resolve("north/node-1.pub"));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("has a role already: one key, one role");
  }

  @Test
  void aRotatedKeyIsDelegatedAndTheOldOneRevokedAndKept() throws IOException {
    byte[] oldFile = Files.readAllBytes(folder.resolve("north/aggregator.key"));
    Fingerprint old = fingerprint("north", "aggregator");

    Invocation rotated =
        federation.run("north", "keys", "rotate", "aggregator", "--no-passphrase", "--json");

    assertThat(rotated.err()).isEmpty();
    Fingerprint next = fingerprint("north", "aggregator");
    assertThat(next).isNotEqualTo(old);
    assertThat(rotated.json().path("key").asText()).isEqualTo(next.hex());
    assertThat(delegations().find(next).orElseThrow().delegation().role())
        .isEqualTo(Role.AGGREGATOR);
    Revoked revoked = delegations().revocation(old).orElseThrow();
    assertThat(revoked.revocation().reason()).isEqualTo(Reason.SUPERSEDED);
    assertThat(folder.resolve("north/aggregator.key.1")).hasBinaryContent(oldFile);
    assertThat(folder.resolve("north/aggregator.next.key")).doesNotExist();
    assertThat(Invocation.run("keys", "show", folder.resolve("north/aggregator.key")).out())
        .contains(next.hex());
  }

  @Test
  void rotationGoesOnWhereItStopped() throws IOException {
    FoundedFederation.generate(folder, "made");
    Files.copy(folder.resolve("made/release.key"), folder.resolve("north/release.next.key"));
    Files.copy(folder.resolve("made/release.pub"), folder.resolve("north/release.next.pub"));

    assertThat(federation.run("north", "keys", "rotate", "release", "--no-passphrase").err())
        .isEmpty();

    assertThat(fingerprint("north", "release")).isEqualTo(fingerprint("made", "release"));
    assertThat(find("north", "release").organization()).isEqualTo("north");
  }

  @Test
  void aMemberWithAsManyNodesAsItMayRotatesOne() throws IOException {
    for (int i = 2; i <= 4; i++) {
      FoundedFederation.generate(folder, "more" + i);
      Path node = folder.resolve("more" + i + "/node-1.pub");
      assertThat(federation.run("north", "keys", "delegate", node).err()).isEmpty();
    }

    assertThat(federation.run("north", "keys", "rotate", "node-1", "--no-passphrase").err())
        .isEmpty();

    assertThat(find("north", "node-1").organization()).isEqualTo("north");
  }

  @Test
  void anOwnKeyIsRevokedAtOnce() throws IOException {
    Invocation revoked =
        federation.run(
            "north",
            "keys",
            "revoke",
            "node-1",
            "--reason",
            "COMPROMISED",
            "--suspect-from",
            "5",
            "--json");

    assertThat(revoked.err()).isEmpty();
    Revoked found = delegations().revocation(fingerprint("north", "node-1")).orElseThrow();
    assertThat(found.from()).isEqualTo(5);
    assertThat(found.index()).isEqualTo(revoked.json().path("index").asLong());
    assertThat(revoked.json().path("own").asBoolean()).isTrue();
  }

  @Test
  void aQuorumRevokesAnotherOrganizationsKey() throws IOException {
    Fingerprint key = fingerprint("west", "node-1");

    for (String name : new String[] {"north", "east"}) {
      federation.run(name, "keys", "revoke", key.hex(), "--reason", "COMPROMISED");
    }
    assertThat(delegations().revocation(key)).isEmpty();
    Invocation third =
        federation.run("south", "keys", "revoke", key.hex(), "--reason", "COMPROMISED");

    assertThat(third.out()).contains("when enough others have said the same");
    assertThat(delegations().revocation(key)).isPresent();
  }

  @Test
  void aKeyThatWasNeverDelegatedIsNotRevoked() {
    String key = "0".repeat(64);

    Invocation refused = federation.run("north", "keys", "revoke", key, "--reason", "LEFT");

    assertThat(refused.err()).isEqualTo("commonweight: no key " + key + " was delegated\n");
  }

  private Delegated find(String organization, String name) throws IOException {
    return delegations().find(fingerprint(organization, name)).orElseThrow();
  }

  private Fingerprint fingerprint(String organization, String name) throws IOException {
    return PublicKeyFile.load(folder.resolve(organization).resolve(name + ".pub"))
        .hybrid()
        .fingerprint();
  }

  private Delegations delegations() {
    return federation.registry().state().directory().delegations();
  }
}
