package io.commonweight.cli.pull;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.verify.VerifiedRelease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;

/**
 * A private folder beside the target in which a release is put together. It outlives a broken
 * connection, so that the next attempt goes on where this one stopped.
 *
 * @param folder named after the target and the release
 * @param target what appears at the end, all at once
 */
record Staging(Path folder, Path target) {
  private static final int NAME_DIGITS = 8;

  /**
   * The staging folder of a release.
   *
   * @throws CommandException if the target holds something
   */
  static Staging of(Path target, VerifiedRelease release) throws IOException, CommandException {
    if (Files.exists(target) && !isEmptyFolder(target)) {
      throw new CommandException(
          target + " is there already: name a new folder, or verify it with 'commonweight verify'");
    }
    Path whole = target.toAbsolutePath().normalize();
    String name =
        "%s.%s.part"
            .formatted(whole.getFileName(), release.digest().hex().substring(0, NAME_DIGITS));
    var staging = new Staging(whole.resolveSibling(name), whole);
    staging.prepare();
    return staging;
  }

  /** Fetches what is not there yet. */
  void download(Release release, RegistryClient client, DownloadProgress progress)
      throws IOException {
    for (Release.File file : release.files()) {
      Path path = folder.resolve(file.path());
      if (!Files.exists(path) || !Sha256.of(path).equals(file.sha256())) {
        progress.download(client, file, path);
      }
    }
  }

  /** Where the verified copy goes; what an attempt that was broken off left there is gone. */
  Path copy() throws IOException {
    Path copy = folder.resolveSibling(folder.getFileName() + ".verified");
    if (Files.exists(copy)) {
      delete(copy);
    }
    return copy;
  }

  /** Lets the release appear. */
  void publish(Path copy) throws IOException {
    Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Leaves nothing of what was fetched. */
  void delete() throws IOException {
    delete(folder);
  }

  /** Deletes a folder and all that is in it; follows no links. */
  static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (var walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  private void prepare() throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (var entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }
}
