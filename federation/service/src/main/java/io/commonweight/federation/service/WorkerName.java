package io.commonweight.federation.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * The name under which Kafka knows this process's workers. A process that starts again in its
 * folder has the same, so that what it had begun before it was killed is aborted at once.
 */
final class WorkerName {
  private WorkerName() {}

  /**
   * The name that is kept in a folder, made when first asked for.
   *
   * @return a random UUID
   */
  static String of(Path folder) throws IOException {
    Path file = folder.resolve("worker-name");
    if (!Files.exists(file)) {
      Path written = Files.writeString(folder.resolve("worker-name.new"), fresh());
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return UUID.fromString(Files.readString(file).strip()).toString();
  }

  private static String fresh() {
    return UUID.randomUUID().toString();
  }
}
