package io.commonweight.federation.round;

import static io.commonweight.federation.FederationFixture.ISSUED;
import static io.commonweight.federation.FederationFixture.delegation;
import static io.commonweight.federation.FederationFixture.key;
import static io.commonweight.federation.FederationFixture.nodeKey;
import static io.commonweight.federation.FederationFixture.organization;
import static io.commonweight.federation.FederationFixture.releaseKey;
import static io.commonweight.federation.FederationFixture.rootKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.FederationFixture;
import io.commonweight.sdk.charter.WorkingKey;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.statement.Charter.Role;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Revocation;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a running process is told of the key it was given. */
class WorkingKeyTest {
  private static final Instant NOW = Instant.ofEpochSecond(ISSUED).plusSeconds(60);
  private static final HybridKey FRESH = key("fresh");

  private final FederationFixture federation = new FederationFixture(4);
  private final FederationState founded = federation.founded();

  @Test
  void delegatedKeyIsAtWork() {
    WorkingKey node = working(Role.NODE, nodeKey(1));

    assertThat(node.hindrance(founded.directory(), NOW)).isEmpty();
    assertThat(node.delegation(founded.directory())).contains(delegation(nodeKey(1), Role.NODE));
  }

  @Test
  void keyThatIsNotDelegatedWaits() {
    assertThat(hindrance(working(Role.AGGREGATOR, FRESH), founded))
        .isEqualTo(
            "waiting for the delegation of aggregator key %s: run 'commonweight keys delegate'"
                .formatted(FRESH.fingerprint()));
  }

  @Test
  void revokedKeyIsNamedWithItsPlace() {
    var revocation =
        new Revocation(nodeKey(1).fingerprint(), Revocation.Reason.COMPROMISED, Optional.empty());
    FederationState state = federation.then(founded, revocation, rootKey(1));
    WorkingKey node = working(Role.NODE, nodeKey(1));

    assertThat(hindrance(node, state))
        .startsWith("node key " + nodeKey(1).fingerprint())
        .endsWith(
            "was revoked at index %d: make another with 'commonweight keys rotate'"
                .formatted(founded.size()));
    assertThat(node.delegation(state.directory())).isEmpty();
  }

  @Test
  void delegationIsOverByTheProcessesOwnClock() {
    long end = delegation(nodeKey(1), Role.NODE).notAfter();
    WorkingKey node = working(Role.NODE, nodeKey(1));

    assertThat(node.hindrance(founded.directory(), Instant.ofEpochSecond(end))).isEmpty();
    assertThat(node.hindrance(founded.directory(), Instant.ofEpochSecond(end + 1)).orElseThrow())
        .endsWith("ended at 2024-02-12T22:13:20Z: run 'commonweight keys delegate'");
  }

  @Test
  void delegationIsOverByTheLogsTime() {
    long end = delegation(nodeKey(1), Role.NODE).notAfter();

    assertThat(working(Role.NODE, nodeKey(1)).hindrance(founded.directory().at(end + 1), NOW))
        .isPresent();
  }

  @Test
  void delegationBeginsInItsTime() {
    Instant early = Instant.ofEpochSecond(ISSUED - 1);

    assertThat(working(Role.NODE, nodeKey(1)).hindrance(founded.directory(), early).orElseThrow())
        .endsWith("begins at 2023-11-14T22:13:20Z: wait, or set the clock");
  }

  @Test
  void keyOfAnotherRoleOrOrganizationIsRecognized() {
    assertThat(hindrance(working(Role.AGGREGATOR, releaseKey(1)), founded))
        .endsWith("is another's: it is the release key of org-1; use the key file of this role");
    assertThat(hindrance(working(Role.NODE, nodeKey(2)), founded))
        .contains("it is the node key of org-2");
  }

  @Test
  void keyWithAnotherSecondHalfIsNotTheDelegatedOne() {
    var mixed =
        new HybridVerifyingKey(nodeKey(1).verifyingKey().ed25519(), FRESH.verifyingKey().mlDsa65());

    assertThat(hindrance(new WorkingKey(organization(1), Role.NODE, mixed), founded))
        .contains("is another's");
  }

  @Test
  void organizationThatIsNoMemberIsTold() {
    assertThat(hindrance(new WorkingKey("org-9", Role.NODE, FRESH.verifyingKey()), founded))
        .startsWith("org-9 is no member of tabletop under charter 1");
  }

  @Test
  void renewedDelegationIsTheOneThatCounts() {
    Delegation first = delegation(nodeKey(1), Role.NODE);
    var renewed =
        new Delegation(
            first.federation(),
            first.role(),
            first.key(),
            first.maxWeight(),
            first.notAfter(),
            first.notAfter() + 60);
    FederationState state = federation.then(founded, renewed, rootKey(1));

    assertThat(working(Role.NODE, nodeKey(1)).delegation(state.directory())).contains(renewed);
  }

  private static WorkingKey working(Role role, HybridKey key) {
    return new WorkingKey(organization(1), role, key.verifyingKey());
  }

  private static String hindrance(WorkingKey key, FederationState state) {
    return key.hindrance(state.directory(), NOW).orElseThrow();
  }
}
