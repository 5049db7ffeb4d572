package io.commonweight.federation.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.federation.FederationFixture;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a node submits is judged, and what passes can be read as integers. */
class UpdateFileFuzzTest {
  private static final FederationFixture FEDERATION = new FederationFixture(4);
  private static final Release BASE = FEDERATION.release0();

  @TempDir private Path folder;

  @FuzzTest
  void anyBytesAreJudged(byte[] bytes) throws IOException {
    Founding founding = FEDERATION.founding();
    RoundOpen open =
        RoundOpen.after(
            founding.charter(),
            founding.charterDigest(),
            BASE,
            FederationFixture.digest("release-0"));
    Path update = folder.resolve("update");
    Files.write(update, bytes);

    Optional<Reason> reason = new UpdateFile(open, BASE.tensors()).judge(update);

    if (reason.isEmpty()) {
      assertThat(Safetensors.readInts(update)).hasSameSizeAs(BASE.tensors());
    }
  }
}
