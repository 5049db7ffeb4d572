package io.commonweight.registry.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.MerkleTree;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HourTreeTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 255, 256, 257, 600})
  void everyRecordIsShownToStandUnderTheRoot(int size) throws Exception {
    List<byte[]> commitments = new ArrayList<>();
    Frontier frontier = Frontier.EMPTY;
    for (int i = 0; i < size; i++) {
      byte[] commitment = Sha256.of(("record " + i).getBytes(UTF_8)).bytes();
      commitments.add(commitment);
      frontier = frontier.append(MerkleTree.leafHash(commitment));
    }

    var tree = new HourTree(commitments);

    assertThat(tree.root()).isEqualTo(frontier.root());
    for (int i = 0; i < size; i++) {
      tree.inclusion(i).verify(MerkleTree.leafHash(commitments.get(i)), size, tree.root());
    }
  }

  @Test
  void sameRecordIsCommittedToDifferentlyEachTime() {
    var random = new SecureRandom();
    byte[] record = record("/api/tokens").canonical();

    assertThat(Commitment.of(Commitment.salt(random), record))
        .isNotEqualTo(Commitment.of(Commitment.salt(random), record));
  }

  @Test
  void recordHasOneForm() {
    assertThat(new String(record("/api/tokens").canonical(), UTF_8))
        .isEqualTo(
            "{\"account\":\"ann\",\"address\":\"192.0.2.1\",\"at\":1,\"method\":\"POST\","
                + "\"path\":\"/api/tokens\",\"request\":\"r\",\"status\":201,\"token\":7}");
  }

  @Test
  void pathOfAnyLengthAndSpellingIsRecorded() {
    assertThat(record("/é\ud800\n" + "x".repeat(2000)).path()).isEqualTo("/???" + "x".repeat(996));
  }

  private static AuditRecord record(String path) {
    return new AuditRecord(
        1,
        "r",
        "POST",
        path,
        Optional.of("ann"),
        Optional.of(7L),
        Optional.empty(),
        "192.0.2.1",
        201);
  }
}
