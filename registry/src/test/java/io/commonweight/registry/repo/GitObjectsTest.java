package io.commonweight.registry.repo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with ids that git itself printed, and with git where it is installed. */
class GitObjectsTest {
  private static final Sha256 RELEASE = Sha256.of("release".getBytes(UTF_8));

  @TempDir Path repo;

  @Test
  void blobsHaveTheIdsOfGit() {
    assertThat(GitObjects.blob(new byte[0]))
        .hasToString("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
    assertThat(GitObjects.blob("hello\n".getBytes(UTF_8)))
        .hasToString("ce013625030ba8dba906f756967f9e9ca394464a");
  }

  @Test
  void pointersAreThoseOfTheGitLfsSpecification() {
    assertThat(new String(GitObjects.pointerContent(RELEASE, 12345), UTF_8))
        .isEqualTo(
            """
            version https://git-lfs.github.com/spec/v1
            oid sha256:%s
            size 12345
            """
                .formatted(RELEASE));
  }

  @Test
  void commitsNameTheReleaseAndNoClock() {
    assertThat(GitObjects.time(7)).hasToString("1970-01-01T00:00:07Z");
    assertThat(GitObjects.message(7, RELEASE))
        .isEqualTo("Release 7\n\nCommonweight-Release: sha256:" + RELEASE + "\n");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void gitComputesTheSameIds(long seed) throws Exception {
    requireGit();
    git(Map.of(), "", "init", "--quiet");
    var random = new Random(seed);
    var files = new TreeMap<String, FileContent>();
    var listing = new StringBuilder();
    for (String name : List.of("README.md", "config.json", "a_b.txt", "model.safetensors")) {
      byte[] content = new byte[random.nextInt(300)];
      random.nextBytes(content);
      FileContent file = file(name, content);
      byte[] inGit =
          file.large() ? GitObjects.pointerContent(file.sha256(), file.bytes()) : content;
      Path path = Files.write(repo.resolve("content"), inGit);
      String oid = git(Map.of(), "", "hash-object", "-w", path.toString());
      assertThat(file.oid()).as(name).hasToString(oid);
      files.put(name, file);
      listing.append("100644 blob ").append(oid).append('\t').append(name).append('\n');
    }

    GitId tree = GitTree.ofContents(files).root();

    assertThat(tree).hasToString(git(Map.of(), listing.toString(), "mktree"));
    GitId first = GitObjects.commit(tree, Optional.empty(), 0, RELEASE);
    assertThat(first).hasToString(commitTree(0, tree.hex()));
    assertThat(GitObjects.commit(tree, Optional.of(first), 1, RELEASE))
        .hasToString(commitTree(1, tree.hex(), "-p", first.hex()));
  }

  static LongStream seeds() {
    return LongStream.range(0, 5);
  }

  private static FileContent file(String name, byte[] content) {
    var file = new Release.File(name, Sha256.of(content), content.length);
    return ReleaseFiles.isLarge(file)
        ? FileContent.large(file.sha256(), file.bytes())
        : FileContent.small(content);
  }

  private String commitTree(int sequence, String... arguments) throws Exception {
    String date = "@" + sequence + " +0000";
    var command = new ArrayList<>(List.of("commit-tree"));
    command.addAll(List.of(arguments));
    return git(
        Map.of(
            "GIT_AUTHOR_NAME", "Commonweight",
            "GIT_AUTHOR_EMAIL", "releases@commonweight.dev",
            "GIT_AUTHOR_DATE", date,
            "GIT_COMMITTER_NAME", "Commonweight",
            "GIT_COMMITTER_EMAIL", "releases@commonweight.dev",
            "GIT_COMMITTER_DATE", date),
        GitObjects.message(sequence, RELEASE),
        command.toArray(String[]::new));
  }

  private static void requireGit() throws InterruptedException {
    boolean found = gitIsInstalled();
    if (!"required".equals(System.getenv("COMMONWEIGHT_FOREIGN"))) {
      assumeThat(found).as("git is on the PATH").isTrue();
    }
    assertThat(found).as("git is on the PATH").isTrue();
  }

  private static boolean gitIsInstalled() throws InterruptedException {
    try {
      return new ProcessBuilder("git", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private String git(Map<String, String> environment, String input, String... arguments)
      throws Exception {
    var command = new ArrayList<>(List.of("git", "-C", repo.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    return output;
  }
}
