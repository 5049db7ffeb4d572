package io.commonweight.sdk.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The programs of the test resources, copied to {@code target/foreign} of the module under test,
 * where they can run.
 */
final class ForeignSources {

  private static final Path FOLDER = Path.of("target", "foreign").toAbsolutePath();
  private static final Path GO_PATH = Path.of("/usr/share/gocode");
  private static final Map<String, Path> COMPILED = new ConcurrentHashMap<>();

  private ForeignSources() {}

  /** A script beside a {@code node_modules} that has the packages. */
  static Path script(String name, String... packages) {
    Optional<Path> modules = nodeModules(packages);
    ForeignProgram.require(
        modules.isPresent(),
        String.join(", ", packages) + " stand in ../node_modules of a folder of the PATH");
    try {
      Path script = copy(name);
      Path link = FOLDER.resolve("node_modules");
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, modules.orElseThrow());
      return script;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> nodeModules(String... packages) {
    return ForeignProgram.path()
        .map(directory -> directory.resolveSibling("node_modules").toAbsolutePath())
        .filter(m -> List.of(packages).stream().allMatch(p -> Files.isDirectory(m.resolve(p))))
        .findFirst();
  }

  /** A Go program's executable file. */
  static Path compiled(String source) {
    ForeignProgram.require(
        ForeignProgram.isOnPath("go")
            && Files.isDirectory(GO_PATH.resolve("src/golang.org/x/mod/sumdb")),
        "go is on the PATH, and golang.org/x/mod below " + GO_PATH);
    return COMPILED.computeIfAbsent(source, ForeignSources::compile);
  }

  private static Path compile(String source) {
    try {
      Path program = FOLDER.resolve(source.replace(".go", ""));
      var go = new ProcessBuilder("go", "build", "-o", program.toString(), copy(source).toString());
      go.environment().put("GO111MODULE", "off");
      go.environment().put("GOPATH", GO_PATH.toString());
      Run build = ForeignProgram.run(go);
      if (build.exitCode() != 0) {
        throw new AssertionError("go build: " + build.output());
      }
      return program;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while compiling " + source, e);
    }
  }

  private static Path copy(String name) throws IOException {
    Files.createDirectories(FOLDER);
    Path file = FOLDER.resolve(name);
    try (InputStream source = ForeignSources.class.getResourceAsStream("/foreign/" + name)) {
      if (source == null) {
        throw new AssertionError("the test resources have no foreign/" + name);
      }
      Files.write(file, source.readAllBytes());
    }
    return file;
  }
}
