package io.commonweight.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every test that the threat model names exists. */
class ThreatModelTest {
  private static final Path HOME =
      Path.of(System.getProperty("commonweight.home", "../..")).toAbsolutePath().normalize();

  private static final Pattern NAME = Pattern.compile("`([A-Z]\\w*Test)?(?:\\.(\\w+))?`");

  private static final Pattern CASE = Pattern.compile("`negative/([^`]+)`");

  @Test
  void everyNegativeCaseThatTheThreatModelNamesExists() throws IOException {
    Path cases = Path.of("src/test/resources/negative");

    assertThat(
            CASE.matcher(Files.readString(HOME.resolve("docs/threat-model.md")))
                .results()
                .map(name -> name.group(1))
                .filter(name -> !name.equals("…")))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(cases.resolve(name)).isDirectory());
  }

  @Test
  void everyTestThatTheThreatModelNamesExists() throws IOException {
    Map<String, String> sources = testSources();
    Set<String> missing = new TreeSet<>();
    int named = 0;
    for (String row : Files.readAllLines(HOME.resolve("docs/threat-model.md"))) {
      String type = "";
      for (MatchResult name : row.startsWith("| ") ? names(row) : List.<MatchResult>of()) {
        type = name.group(1) == null ? type : name.group(1);
        String method = name.group(2) == null ? "class " + type : " " + name.group(2) + "(";
        named++;
        if (!sources.getOrDefault(type, "").contains(method)) {
          missing.add(name.group());
        }
      }
    }

    assertThat(named).isPositive();
    assertThat(missing).isEmpty();
  }

  private static List<MatchResult> names(String row) {
    return NAME.matcher(row)
        .results()
        .filter(result -> result.group(1) != null || result.group(2) != null)
        .toList();
  }

  /** The sources of all test classes of one name together: two modules may have one each. */
  private static Map<String, String> testSources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (Path file : testFiles()) {
      String name = file.getFileName().toString().replace(".java", "");
      sources.merge(name, read(file), String::concat);
    }
    return sources;
  }

  private static List<Path> testFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        HOME,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            return name.equals("target") || (name.startsWith(".") && !folder.equals(HOME))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.getFileName().toString().endsWith("Test.java")) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
