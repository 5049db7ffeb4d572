package io.commonweight.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * The folder that holds everything of one set of services, locked by its one owner.
 *
 * <p>{@code owner.lock}, {@code secret}, {@code postgres/}, {@code kafka/}, {@code s3/}, {@code
 * logs/}, and {@code run/} with process records, ports and written configuration.
 */
final class DataDirectory implements AutoCloseable {

  private final Path root;
  private final FileChannel lock;

  private DataDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Creates the folder if needed and becomes its owner. The lock ends with the process, however it
   * ends.
   *
   * @throws EmbeddedServicesException if another process, or this one, owns it already
   */
  static DataDirectory open(Path directory) throws IOException {
    Path root = Files.createDirectories(directory).toRealPath();
    Files.createDirectories(root.resolve("logs"));
    Files.createDirectories(root.resolve("run"));
    var channel =
        FileChannel.open(
            root.resolve("owner.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      locked = false;
    }
    if (!locked) {
      channel.close();
      throw new EmbeddedServicesException(
          root + " is in use by another owner; close it, or choose another data directory");
    }
    return new DataDirectory(root, channel);
  }

  /** The folder of a service's own data; may not exist yet. */
  Path data(Service service) {
    return root.resolve(service.label());
  }

  /** The log file of a service. */
  Path log(Service service) {
    return root.resolve("logs", service.label() + ".log");
  }

  /** A file that describes the running services. */
  Path run(String name) {
    return root.resolve("run", name);
  }

  /** Writes a file among those that describe services, readable by its owner alone. */
  Path confidential(String name, String content) throws IOException {
    Path file = run(name);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, content);
  }

  /**
   * The password of every service: 128 random bits in hex, made once, readable by its owner alone.
   */
  String secret() throws IOException {
    Path file = root.resolve("secret");
    if (!Files.exists(file)) {
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      Path fresh = confidential("secret.new", HexFormat.of().formatHex(random));
      Files.move(fresh, file);
    }
    return Files.readString(file);
  }

  /** The port recorded under this name, if it is free, or else a free one, which is recorded. */
  int port(String name) throws IOException {
    Path file = run(name + ".port");
    int wanted = 0;
    try {
      wanted = Integer.parseInt(Files.readString(file).strip());
    } catch (NoSuchFileException | NumberFormatException _) {
      // None yet, or a torn write: any port will do.
    }
    int port = isFree(wanted) ? wanted : freePort();
    Files.writeString(file, Integer.toString(port));
    return port;
  }

  private static boolean isFree(int port) {
    if (port < 1 || port > 65_535) {
      return false;
    }
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Deletes a folder and what is in it, if it exists. */
  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
