package io.commonweight.registry.log;

import static io.commonweight.federation.FederationFixture.nodeKey;
import static io.commonweight.federation.FederationFixture.rootKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.FederationState;
import io.commonweight.registry.log.Sequencer.Pending;
import io.commonweight.registry.problem.RegistryException.Revoked;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.statement.Complaint;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Revocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class BatchTest {
  private final FederationFixture federation = new FederationFixture(4);
  private final FederationState founded = federation.founded();
  private final Batch batch = new Batch(founded, KeySets.NONE);

  @Test
  void keyThatIsRevokedInABatchSignsNothingLaterInIt() {
    Pending before = pending(complaint("slow"), nodeKey(1));
    Pending revocation =
        pending(
            new Revocation(
                nodeKey(1).fingerprint(), Revocation.Reason.COMPROMISED, Optional.empty()),
            rootKey(1));
    Pending after = pending(complaint("slower"), nodeKey(1));

    batch.judge(List.of(before, revocation, after), Map.of());
    batch.complete();

    assertThat(batch.admitted()).containsExactly(before.statement(), revocation.statement());
    assertThat(before.index()).isCompletedWithValue(founded.size());
    assertThatThrownBy(() -> after.index().join()).hasCauseInstanceOf(Revoked.class);
  }

  @Test
  void statementThatComesTwiceInABatchIsLoggedOnce() {
    Pending first = pending(complaint("slow"), nodeKey(1));
    Pending second = pending(complaint("slow"), nodeKey(1));
    Pending ofAnotherKey = pending(complaint("slow"), nodeKey(2));

    batch.judge(List.of(first, second, ofAnotherKey), Map.of());
    batch.complete();

    assertThat(batch.admitted()).hasSize(2);
    assertThat(second.index()).isCompletedWithValue(founded.size());
    assertThat(ofAnotherKey.index()).isCompletedWithValue(founded.size() + 1);
  }

  private static Complaint complaint(String text) {
    return new Complaint("org-2", FederationFixture.digest(text), Complaint.Kind.UNAVAILABLE, text);
  }

  private Pending pending(Predicate predicate, HybridKey key) {
    return new Pending(
        federation.signed(founded, predicate, key), founded.directory(), new CompletableFuture<>());
  }
}
