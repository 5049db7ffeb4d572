package io.commonweight.cli.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.cli.Invocation;
import io.commonweight.sdk.verify.ReleaseFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {
  @TempDir private Path folder;
  @TempDir private Path config;

  private final ReleaseFixture federation =
      new ReleaseFixture("genuine", ServedFederation.yesterday());
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
    assertThat(refused.json().path("checks").get(16).path("name").asText()).isEqualTo("digests");
    assertThat(refused.json().path("checks").get(16).path("passed").asBoolean(true)).isFalse();
  }

  @Test
  void documentsInTheFolderAreNoAnchor() throws IOException {
    keepEvidence(new ReleaseFixture("forged", ServedFederation.yesterday()));

    Invocation unpinned = verify();
    Invocation pinned = verify("--trust", pin());

    assertThat(unpinned.exitCode()).isEqualTo(1);
    assertThat(unpinned.err()).contains("no trust anchor for tabletop/policy");
    assertThat(pinned.exitCode()).isEqualTo(1);
    assertThat(pinned.json().path("checks").get(2).path("detail").asText())
        .isEqualTo("none of the charters is the pinned one, " + pin());
  }

  @Test
  void aFolderOfAnotherClientIsVerifiedWithARegistrysEvidence() throws IOException {
    Files.createDirectories(folder.resolve(".cache/huggingface"));
    try (var registry = new ServedFederation(federation).serve(3, files)) {
      Invocation verified = verify("--trust", pin(), "--from", registry.uri().toString());

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

  @Test
  void evidenceAloneIsVerifiedAndRaisesNoFloor() throws IOException {
    keepEvidence(federation);

    Invocation verified = verify(folder.resolve(".commonweight/evidence.json"), "--trust", pin());

    assertThat(verified.exitCode()).isZero();
    assertThat(verified.json().path("checks")).hasSize(15);
    assertThat(config).isEmptyDirectory();
  }

  @Test
  void whatWasVerifiedBeforeIsRemembered() throws IOException {
    keepEvidence(federation);
    assertThat(verify("--trust", pin()).exitCode()).isZero();
    ReleaseFixture.write(folder, ReleaseFixture.files(2));
    EvidenceFolder.in(folder)
        .write(federation.log(federation.release(2, ReleaseFixture.files(2))).evidence().encode());

    Invocation older = verify("--trust", pin());

    assertThat(older.exitCode()).isEqualTo(1);
    assertThat(older.out()).contains("release 2 is older than release 3, which was seen before");
  }

  @Test
  void anotherPolicyThanTheExpectedOneIsRefused() throws IOException {
    keepEvidence(federation);

    Invocation other = verify("--trust", pin(), "--policy", "tabletop/other");
    Invocation expected = verify("--trust", pin(), "--policy", "tabletop/policy");

    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.out())
        .contains("the release is of tabletop/policy, asked for was tabletop/other");
    assertThat(expected.exitCode()).isZero();
  }

  @Test
  void evidenceThatIsNoneIsRefusedInOneLine() throws IOException {
    Files.createDirectories(folder.resolve(".commonweight"));
    Files.writeString(folder.resolve(".commonweight/evidence.json"), "[".repeat(100_000));

    Invocation refused = verify("--trust", pin());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err().lines()).hasSize(1).allMatch(l -> l.contains("is malformed"));
  }

  @Test
  void agesAndTimesThatCannotBeReadAreNamed() {
    Invocation age = verify("--trust", pin(), "--max-age", "30");
    Invocation time = verify("--trust", pin(), "--disconnected-until", "tomorrow");

    assertThat(age.exitCode()).isEqualTo(2);
    assertThat(age.err()).contains("'30' is no duration such as P30D or PT12H");
    assertThat(time.exitCode()).isEqualTo(2);
    assertThat(time.err()).contains("'tomorrow' is no time in UTC such as 2031-01-31T00:00:00Z");
  }

  @Test
  void noCopyIsLeftBehind() throws IOException {
    keepEvidence(federation);
    verify("--trust", pin());

    try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(left).noneMatch(path -> path.toString().contains("commonweight-verify-"));
    }
  }

  private void keepEvidence(ReleaseFixture from) throws IOException {
    EvidenceFolder.in(folder).write(from.log(from.release(3, files)).evidence().encode());
  }

  private String pin() {
    return "sha256:" + federation.founding().charterDigest();
  }

  private Invocation verify(String... more) {
    return verify(folder, more);
  }

  private Invocation verify(Path subject, String... more) {
    List<Object> args = new ArrayList<>(List.of("verify", subject, "--json"));
    args.addAll(List.of("--config", config));
    args.addAll(List.of(more));
    return Invocation.run(args.toArray());
  }
}
