package io.commonweight.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of one registry: {@code services/} with PostgreSQL, {@code blobs/}, {@code
 * operator-token}, and what the operator puts into {@code config/application.yaml}.
 *
 * @param root an absolute path
 */
record HostFolder(Path root) {

  /** The folder at a path, which need not exist. */
  static HostFolder of(Path path) {
    return new HostFolder(path.toAbsolutePath().normalize());
  }

  /** Makes the folder. */
  HostFolder create() throws IOException {
    Files.createDirectories(root);
    return this;
  }

  /**
   * The folder, which a registry has been started in.
   *
   * @throws IOException if none has
   */
  HostFolder requireUsed() throws IOException {
    if (!Files.isDirectory(services())) {
      throw new IOException(
          root + " has no registry: 'commonweight registry start --dir " + root + "' makes one");
    }
    return this;
  }

  /** PostgreSQL's, locked while a registry runs. */
  Path services() {
    return root.resolve("services");
  }

  /** Blobs and log tiles. */
  Path blobs() {
    return root.resolve("blobs");
  }

  /** Where the first start puts the operator's token. */
  Path operatorToken() {
    return root.resolve("operator-token");
  }
}
