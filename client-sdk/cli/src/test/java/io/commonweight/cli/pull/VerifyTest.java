package io.commonweight.cli.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.cli.Invocation;
import io.commonweight.sdk.verify.ReleaseFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {
  @TempDir private Path folder;
  @TempDir private Path config;

  private final ReleaseFixture federation = new ReleaseFixture("genuine");
  private final SortedMap<String, byte[]> files = ReleaseFixture.files(3);

  @BeforeEach
  void writeFiles() throws IOException {
    ReleaseFixture.write(folder, files);
  }

  @Test
  void aFlippedByteIsShownAndExitCode1() throws IOException {
    keepEvidence(federation);
    byte[] weights = Files.readAllBytes(folder.resolve("model.safetensors"));
    weights[weights.length - 1] ^= 1;
    Files.write(folder.resolve("model.safetensors"), weights);

    Invocation refused = verify("--trust", pin());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.json().path("verified").asBoolean(true)).isFalse();
    assertThat(refused.json().path("checks").get(8).path("name").asText()).isEqualTo("digests");
    assertThat(refused.json().path("checks").get(8).path("passed").asBoolean(true)).isFalse();
  }

  @Test
  void documentsInTheFolderAreNoAnchor() throws IOException {
    keepEvidence(new ReleaseFixture("forged"));

    Invocation unpinned = verify("--config", config.toString());
    Invocation pinned = verify("--trust", pin());

    assertThat(unpinned.exitCode()).isEqualTo(1);
    assertThat(unpinned.err()).contains("no trust anchor for tabletop/policy");
    assertThat(pinned.exitCode()).isEqualTo(1);
    assertThat(pinned.err()).contains("is of another charter than the pinned " + pin());
  }

  @Test
  void aFolderOfAnotherClientIsVerifiedWithARegistrysEvidence() throws IOException {
    Files.createDirectories(folder.resolve(".cache/huggingface"));
    try (var registry = new ServedFederation(federation).serve(3, files)) {
      Invocation verified = verify("--trust", pin(), "--from", registry.uri().toString());

      assertThat(verified.err()).isEmpty();
      assertThat(verified.exitCode()).isZero();
      assertThat(verified.out()).contains("passed over .cache/huggingface");
    }
  }

  @Test
  void aFolderWithoutEvidenceNamesTheNextStep() {
    Invocation refused = verify("--trust", pin());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "commonweight: %s has no evidence: name a registry that has it with --from%n"
                .formatted(folder));
  }

  private void keepEvidence(ReleaseFixture from) throws IOException {
    EvidenceFolder.in(folder)
        .write(from.founding(), from.log(from.release(3, files)).evidence().encode());
  }

  private String pin() {
    return "sha256:" + federation.founding().charterDigest();
  }

  private Invocation verify(String... more) {
    Object[] args = new Object[3 + more.length];
    System.arraycopy(new Object[] {"verify", folder, "--json"}, 0, args, 0, 3);
    System.arraycopy(more, 0, args, 3, more.length);
    return Invocation.run(args);
  }
}
