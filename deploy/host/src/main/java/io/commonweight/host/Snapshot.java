package io.commonweight.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A copy of a registry's folder: {@code files/} as they were, and {@code SHA256SUMS} over them,
 * which {@code sha256sum -c} reads. The sums are written last: a copy without them is not whole.
 *
 * @param folder where it is
 */
record Snapshot(Path folder) {
  private static final String FILES = "files";
  private static final String SUMS = "SHA256SUMS";

  /** What describes the running processes of the machine it was on. */
  private static final Set<Path> PASSING =
      Set.of(
          Path.of("services/run"),
          Path.of("services/logs"),
          Path.of("services/owner.lock"),
          Path.of("services/postgres/postmaster.pid"));

  /**
   * Copies a registry that does not run.
   *
   * @param target must not exist
   */
  static Snapshot take(HostFolder source, Path target) throws IOException {
    if (target.toAbsolutePath().normalize().startsWith(source.root())) {
      throw new IOException("a copy inside " + source.root() + " would be lost with it");
    }
    Files.createDirectories(target.toAbsolutePath().getParent());
    Files.createDirectory(
        target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var snapshot = new Snapshot(target);
    Map<Path, String> sums = copy(source.root(), target.resolve(FILES));
    Path unfinished = target.resolve(SUMS + ".new");
    Files.writeString(
        unfinished,
        sums.entrySet().stream()
            .map(entry -> entry.getValue() + "  " + FILES + "/" + entry.getKey() + "\n")
            .collect(Collectors.joining()));
    sync(unfinished);
    Files.move(unfinished, target.resolve(SUMS));
    return snapshot;
  }

  /**
   * Puts the copy back, and checks every file on the way.
   *
   * @param target must not exist, or be empty
   * @throws IOException if a file is missing, too many or has another digest; then the target is
   *     not to be used
   */
  void restore(HostFolder target) throws IOException {
    Map<Path, String> expected = sums();
    Files.createDirectories(target.root());
    try (var present = Files.list(target.root())) {
      if (present.findAny().isPresent()) {
        throw new IOException(target.root() + " is not empty; restore into a new folder");
      }
    }
    Map<Path, String> found = copy(folder.resolve(FILES), target.root());
    for (Map.Entry<Path, String> file : expected.entrySet()) {
      if (!file.getValue().equals(found.get(file.getKey()))) {
        throw new IOException(file.getKey() + " is missing or damaged in " + folder);
      }
    }
    if (!expected.keySet().equals(found.keySet())) {
      throw new IOException(folder + " has files that its " + SUMS + " does not name");
    }
  }

  private Map<Path, String> sums() throws IOException {
    Map<Path, String> sums = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve(SUMS))) {
      if (!line.matches("[0-9a-f]{64}  " + FILES + "/.+")) {
        throw new IOException(SUMS + " of " + folder + " has a line of another form");
      }
      sums.put(Path.of(line.substring(64 + 2 + FILES.length() + 1)), line.substring(0, 64));
    }
    return sums;
  }

  /** How many files it has. */
  int files() throws IOException {
    return sums().size();
  }

  /** Copies a tree, empty folders too, and says the digest of each file. */
  private static Map<Path, String> copy(Path from, Path to) throws IOException {
    Map<Path, String> sums = new TreeMap<>();
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Path relative = from.relativize(folder);
            if (PASSING.contains(relative)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Path copy = to.resolve(relative);
            if (!Files.isDirectory(copy)) {
              Files.createDirectory(copy);
            }
            keepPermissions(folder, copy);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path relative = from.relativize(file);
            if (!PASSING.contains(relative)) {
              if (!attributes.isRegularFile()) {
                throw new IOException(file + " is neither a file nor a folder");
              }
              sums.put(relative, copyFile(file, to.resolve(relative)));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return sums;
  }

  private static String copyFile(Path from, Path to) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(Files.newInputStream(from), digest);
        OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
      in.transferTo(out);
    }
    keepPermissions(from, to);
    sync(to);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    Files.setPosixFilePermissions(
        to, Files.getPosixFilePermissions(from, LinkOption.NOFOLLOW_LINKS));
  }

  private static void sync(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
