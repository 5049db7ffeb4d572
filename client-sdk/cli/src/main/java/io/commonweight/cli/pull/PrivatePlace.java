package io.commonweight.cli.pull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that only its owner can enter and that leaves nothing: not when it is closed, and not
 * when the program is told to end meanwhile.
 *
 * @param folder mode 0700
 * @param end deletes it if the program ends first
 */
record PrivatePlace(Path folder, Thread end) implements AutoCloseable {

  static PrivatePlace make() throws IOException {
    Path folder = Files.createTempDirectory("commonweight-verify-");
    var end = new Thread(() -> deleteAtTheEnd(folder));
    Runtime.getRuntime().addShutdownHook(end);
    return new PrivatePlace(folder, end);
  }

  /** Where the copy of a release goes. */
  Path copy() {
    return folder.resolve("release");
  }

  @Override
  public void close() throws IOException {
    delete(folder);
    try {
      Runtime.getRuntime().removeShutdownHook(end);
    } catch (IllegalStateException e) {
      // The program is ending: there is nothing left to delete.
    }
  }

  private static void deleteAtTheEnd(Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + folder, e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      Staging.delete(folder);
    }
  }
}
