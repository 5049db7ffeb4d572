package io.commonweight.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonweight.cli.Invocation;
import io.commonweight.sdk.blob.FileBlobStore;
import io.commonweight.sdk.log.CosignerKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchLogTest {
  @TempDir private Path folder;

  @Test
  void everyCombinationIsMeasuredAgainstTheBaselineOfTheRun() {
    Invocation bench =
        Invocation.run("bench", "log", "--dir", folder, "--time", "PT0.01S", "--json");

    assertThat(bench.err()).isEmpty();
    assertThat(bench.exitCode()).isZero();
    assertThat(bench.json().path("signing").findValuesAsText("name"))
        .containsExactly(
            "Ed25519 sign",
            "Ed25519 verify",
            "ML-DSA-65 sign",
            "ML-DSA-65 verify",
            "statement sign",
            "statement verify");
    assertThat(bench.json().path("appending")).hasSize(8);
    for (JsonNode row : bench.json().path("appending")) {
      double ratio =
          row.path("perSecond").asDouble()
              / bench.json().path("baseline").path("perSecond").asDouble();
      assertThat(row.path("toBaseline").asDouble()).isEqualTo(ratio);
      assertThat(row.path("perCheckpoint").asDouble())
          .isGreaterThanOrEqualTo(row.path("batch").asDouble());
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatWasAppendedIsALogThatFsckAccepts() throws Exception {
    byte[] entry = {1, 2, 3};
    var key = CosignerKey.ofSeed("bench.example/log", new byte[32]);
    try (var commit = new GroupCommit(new DurableLog(new FileBlobStore(folder), key))) {
      commit.append(List.of(entry));
      commit.append(Collections.nCopies(300, entry));

      assertThat(commit.batches()).isEqualTo(2);
    }

    Invocation check = Invocation.run("log", "fsck", folder, "--json");

    assertThat(check.exitCode()).isZero();
    assertThat(check.json().path("size").asInt()).isEqualTo(301);
  }

  @Test
  void aDiskThatFailsIsSaidToEveryWriter() throws Exception {
    byte[] entry = {1, 2, 3};
    var key = CosignerKey.ofSeed("bench.example/log", new byte[32]);
    try (var commit = new GroupCommit(new DurableLog(new FileBlobStore(folder), key))) {
      Files.delete(folder.resolve(".tmp"));

      assertThatIOException()
          .isThrownBy(() -> commit.append(List.of(entry)))
          .withMessageContaining(".tmp");
      assertThatIOException()
          .isThrownBy(() -> commit.append(List.of(new byte[65_536])))
          .withMessageContaining("65536");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "-PT1S", "PT61S"})
  void noTimeAndTooMuchAreRefused(String time) {
    Invocation bench = Invocation.run("bench", "log", "--dir", folder, "--time=" + time);

    assertThat(bench.exitCode()).isEqualTo(1);
    assertThat(bench.err()).contains("takes some time");
  }
}
