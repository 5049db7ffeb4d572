package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Rule.Kind;
import io.commonweight.sdk.statement.Rule.Voters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bits however Java runs: interpreted, without vectors, on any number of threads. */
class SameDigestTest {

  /** Prints the digest of all rules, encodings and voters of a seed. */
  public static void main(String[] args) throws Exception {
    System.out.println(digest(Integer.parseInt(args[0]), 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Xint",
        "-XX:UseAVX=0",
        "-XX:TieredStopAtLevel=1",
        "-XX:-UseSuperWord",
        "--add-modules=jdk.incubator.vector"
      })
  void howJavaRunsDoesNotMatter(String option) throws Exception {
    assertThat(run(option)).isEqualTo(digest(1, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void howManyThreadsWorkDoesNotMatter(int threads) throws Exception {
    assertThat(digest(2, threads)).isEqualTo(digest(2, 3));
  }

  private static String digest(int seed, int threads) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    List<Future<float[]>> results = new ArrayList<>();
    try (var executor = Executors.newFixedThreadPool(threads)) {
      for (Kind kind : Kind.values()) {
        for (Encoding encoding : Encoding.values()) {
          for (Optimizer optimizer : List.of(Optimizer.none(), adam())) {
            results.add(
                executor.submit(
                    () -> RandomRound.of(seed, kind, who(kind), encoding).run(97, optimizer)));
          }
        }
      }
    }
    for (Future<float[]> result : results) {
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * RandomRound.LENGTH);
      bytes.asFloatBuffer().put(result.get());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Voters who(Kind kind) {
    return kind == Kind.MEAN || kind == Kind.CLIPPED_MEAN ? Voters.NODE : Voters.ORGANIZATION;
  }

  private static Optimizer adam() {
    return new Optimizer(
        Optimizer.Kind.ADAM,
        Optional.of(10_000),
        Optional.of(900_000),
        Optional.of(990_000),
        Optional.of(1_000));
  }

  private static String run(String option) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                SameDigestTest.class.getName(),
                "1")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip();
  }
}
