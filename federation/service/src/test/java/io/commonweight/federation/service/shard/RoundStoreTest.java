package io.commonweight.federation.service.shard;

import static io.commonweight.federation.FederationFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.FileBlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundStoreTest {
  @TempDir private Path folder;
  private RoundStore rounds;

  @BeforeEach
  void open() throws IOException {
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    rounds = new RoundStore(new FileBlobStore(folder.resolve("store")), scratch);
  }

  @Test
  void uploadThatAKilledProcessLeftIsDropped() throws IOException {
    rounds.begin("left").writePart(1, new ByteArrayInputStream(new byte[9]), 9);
    rounds.scratchFile();

    rounds.recover();

    assertThat(folder.resolve("store/.uploads")).isEmptyDirectory();
    assertThat(folder.resolve("scratch")).isEmptyDirectory();
  }

  @Test
  void lastRoundIsForgottenButItsWeights() throws IOException {
    Sha256 weights = digest("weights");
    Path file = rounds.scratchFile();
    rounds.keep(RoundStore.weightsKey(weights), file);
    rounds.keep(RoundStore.weightsKey(digest("older")), file);
    rounds.keep(RoundStore.updateKey(digest("update")), file);

    rounds.clear(Set.of(weights));

    assertThat(rounds.store().list("")).containsExactly(RoundStore.weightsKey(weights));
  }
}
