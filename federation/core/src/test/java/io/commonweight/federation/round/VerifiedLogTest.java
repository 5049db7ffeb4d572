package io.commonweight.federation.round;

import static io.commonweight.federation.FederationFixture.cosigner;
import static io.commonweight.federation.FederationFixture.logKey;
import static io.commonweight.federation.FederationFixture.nodeKey;
import static io.commonweight.federation.FederationFixture.rootKey;
import static io.commonweight.federation.FederationFixture.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.statement.Evaluation;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerifiedLogTest {
  private final FederationFixture federation = new FederationFixture(4);
  private final VerifiedLog empty = VerifiedLog.founding(federation.founding());
  private final List<Bytes> charters =
      IntStream.rangeClosed(1, 3)
          .mapToObj(i -> sign(federation.founding().charter(), rootKey(i)))
          .map(envelope -> Bytes.of(envelope.encode()))
          .toList();

  @Test
  void entriesUnderASignedCheckpointAreTaken() throws Exception {
    VerifiedLog log = extend(empty, charters, checkpoint(charters, logKey()));

    assertThat(log.size()).isEqualTo(3);
    assertThat(log.isConfirmed()).isTrue();
    assertThat(log.state().phase()).isInstanceOf(Phase.AwaitingBase.class);
  }

  @Test
  void prefixOfACheckpointIsNotConfirmedUntilTheRestIsThere() throws Exception {
    String checkpoint = checkpoint(charters, logKey());

    VerifiedLog half = extend(empty, charters.subList(0, 2), checkpoint);

    assertThat(half.isConfirmed()).isFalse();
    assertThat(extend(half, charters.subList(2, 3), checkpoint).isConfirmed()).isTrue();
  }

  @Test
  void otherEntriesThanTheSignedOnesAreAFork() {
    String checkpoint = checkpoint(charters.reversed(), logKey());

    assertThatThrownBy(() -> extend(empty, charters, checkpoint))
        .isInstanceOf(ProofException.class)
        .hasMessageContaining("forked");
  }

  @Test
  void checkpointOfAnotherKeyIsRefused() {
    String checkpoint = checkpoint(charters, cosigner(logKey().name(), "stranger"));

    assertThatThrownBy(() -> extend(empty, charters, checkpoint))
        .isInstanceOf(ProofException.class);
  }

  @Test
  void checkpointThatCoversLessThanWasShownIsRefused() {
    String checkpoint = checkpoint(charters.subList(0, 2), logKey());

    assertThatThrownBy(() -> extend(empty, charters, checkpoint))
        .isInstanceOf(ProofException.class)
        .hasMessageContaining("covers 2 entries");
  }

  @Test
  void entryWithoutARightToBeThereIsRefusedEvenUnderASignedCheckpoint() {
    var release = FederationFixture.digest("r");
    var evaluation = new Evaluation(release, release, "tabletop", "own", 1, 2);
    List<Bytes> entries = List.of(Bytes.of(sign(evaluation, nodeKey(1)).encode()));

    assertThatThrownBy(() -> extend(empty, entries, checkpoint(entries, logKey())))
        .isInstanceOf(RefusedException.class);
  }

  private VerifiedLog extend(VerifiedLog log, List<Bytes> entries, String checkpoint)
      throws Exception {
    return log.extend(new Feed(1, 1, log.size(), entries, checkpoint), KeySets.NONE);
  }

  private String checkpoint(List<Bytes> entries, CosignerKey key) {
    Frontier tree = Frontier.EMPTY;
    for (Bytes entry : entries) {
      tree = tree.append(MerkleTree.leafHash(entry.toArray()));
    }
    String origin = federation.founding().charter().log().origin();
    return new Checkpoint(origin, tree.size(), tree.root())
        .sign(key, Instant.ofEpochSecond(FederationFixture.ISSUED))
        .encode();
  }
}
