package io.commonweight.host;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An nginx that sends files as fast as it can, {@code sendfile} and all: what we are compared with.
 */
final class Nginx implements AutoCloseable {
  private static final int ATTEMPTS = 100;
  private static final long POLL_MILLIS = 50;

  private final Process process;
  private final URI address;

  private Nginx(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** The program, if this machine has it: Debian puts it where a user's path does not look. */
  static Optional<Path> find() {
    return Stream.concat(
            Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":")),
            Stream.of("/usr/sbin", "/usr/local/sbin"))
        .map(folder -> Path.of(folder, "nginx"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it.
   *
   * @param files the folder whose files it serves
   * @param scratch an empty folder for its own files
   */
  static Nginx start(Path program, Path files, Path scratch, int port)
      throws IOException, InterruptedException {
    Path settings =
        Files.writeString(
            scratch.resolve("nginx.conf"),
            // Its worker must be able to read files that are ours alone.
            (System.getProperty("user.name").equals("root") ? "user root;\n" : "")
                + """
            worker_processes 1;
            daemon off;
            pid %1$s/nginx.pid;
            error_log %1$s/error.log;
            events { worker_connections 512; }
            http {
              access_log off;
              sendfile on;
              tcp_nopush on;
              client_body_temp_path %1$s/body;
              proxy_temp_path %1$s/proxy;
              fastcgi_temp_path %1$s/fastcgi;
              uwsgi_temp_path %1$s/uwsgi;
              scgi_temp_path %1$s/scgi;
              server { listen 127.0.0.1:%2$d; root %3$s; }
            }
            """
                    .formatted(scratch, port, files));
    Process process =
        new ProcessBuilder(program.toString(), "-p", scratch.toString(), "-c", settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(scratch.resolve("nginx.log").toFile())
            .start();
    var nginx = new Nginx(process, URI.create("http://127.0.0.1:" + port + "/"));
    try {
      nginx.awaitReady(port, scratch);
      return nginx;
    } catch (IOException | InterruptedException e) {
      nginx.close();
      throw e;
    }
  }

  private void awaitReady(int port, Path scratch) throws IOException, InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS && process.isAlive(); attempt++) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return;
      } catch (ConnectException _) {
        Thread.sleep(POLL_MILLIS);
      }
    }
    throw new IOException(
        "nginx did not start; it says: " + Files.readString(scratch.resolve("nginx.log")));
  }

  /** Where it is, ending in a slash. */
  URI address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
