package io.commonweight.registry.repo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares with ids that git itself printed. */
class GitTreeTest {

  @Test
  void emptyTreeHasTheIdOfGit() {
    assertThat(GitTree.of(new TreeMap<>()).root())
        .hasToString("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  }

  @Test
  void foldersHaveTheIdsAndTheOrderOfGit() {
    var files = new TreeMap<String, GitId>();
    for (String path : new String[] {"a/b.txt", "a/c/d.txt", "a.txt", "a0", "ü/x"}) {
      files.put(path, GitObjects.blob("hello\n".getBytes(UTF_8)));
    }

    GitTree tree = GitTree.of(files);

    assertThat(tree.root()).hasToString("588a1b1948e8b45d81fb24fe03b0eae0a42ad88a");
    assertThat(tree.folders()).containsOnlyKeys("a", "a/c", "ü");
    assertThat(tree.folders().get("a")).hasToString("f4549a2eba1449cad86c7bd46990e25d0e94aa24");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a/",
        "/a",
        "a//b",
        ".",
        "..",
        "a/../b",
        "a\\b",
        "C:a",
        ".git/config",
        ".GIT",
        "a\0",
        "a\nb"
      })
  void whatIsNoPathIsRefused(String path) {
    assertThatThrownBy(() -> new FilePath(path)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pathsHaveLimits() {
    assertThat(new FilePath("a".repeat(255) + "/ü b+c.json").text()).hasSize(266);
    assertThatThrownBy(() -> new FilePath("a".repeat(256)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new FilePath("a/".repeat(512) + "a"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
