package io.commonweight.cli.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.cli.Invocation;
import io.commonweight.sdk.verify.ReleaseFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A release whose optimizer keeps state. */
class OptimizerStatePullTest {
  @TempDir private Path folder;

  private final ReleaseFixture federation =
      new ReleaseFixture("genuine", ServedFederation.yesterday());
  private final SortedMap<String, byte[]> files = ReleaseFixture.files(3);
  private ServedFederation registry;

  @BeforeEach
  void serve() throws IOException {
    files.put("momentum.safetensors", ReleaseFixture.weights(4, 5, 6));
    files.put("variance.safetensors", ReleaseFixture.weights(7, 8, 9));
    registry = new ServedFederation(federation).serve(3, files);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void stateComesWithTheWeightsAndVerifiesOffline() {
    Invocation pulled = pull();

    assertThat(pulled.exitCode()).isZero();
    assertThat(target().resolve("momentum.safetensors"))
        .hasBinaryContent(ReleaseFixture.weights(4, 5, 6));
    assertThat(target().resolve("variance.safetensors"))
        .hasBinaryContent(ReleaseFixture.weights(7, 8, 9));
    registry.close();
    assertThat(verify().exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"momentum.safetensors", "variance.safetensors"})
  void stateWithOneFlippedByteIsRefused(String name) throws IOException {
    pull();
    byte[] state = Files.readAllBytes(target().resolve(name));
    state[state.length - 1] ^= 1;
    Files.write(target().resolve(name), state);

    Invocation refused = verify();

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).contains("✗ digests").contains(name);
  }

  @Test
  void stateThatIsGoneIsMissed() throws IOException {
    pull();
    Files.delete(target().resolve("momentum.safetensors"));

    Invocation refused = verify();

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).contains("momentum.safetensors");
  }

  @Test
  void stateThatIsNotFiniteLeavesNothing() throws IOException {
    files.put("momentum.safetensors", ReleaseFixture.weights(4, Float.POSITIVE_INFINITY, 6));
    registry.serve(3, files);

    Invocation refused = pull();

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.out()).contains("momentum.safetensors: tensor layer.weight");
    assertThat(target()).doesNotExist();
  }

  private Path target() {
    return folder.resolve("policy");
  }

  private Invocation pull() {
    return Invocation.run(
        "pull",
        "tabletop/policy",
        "--from",
        registry.uri(),
        "--to",
        target(),
        "--trust",
        "sha256:" + federation.founding().charterDigest(),
        "--config",
        folder.resolve("config"));
  }

  private Invocation verify() {
    return Invocation.run(
        "verify",
        target(),
        "--trust",
        "sha256:" + federation.founding().charterDigest(),
        "--config",
        folder.resolve("config"));
  }
}
