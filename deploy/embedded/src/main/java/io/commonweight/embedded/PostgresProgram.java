package io.commonweight.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs PostgreSQL: durable (fsync on), on loopback only, sized for a small machine. */
final class PostgresProgram {

  private static final int ATTEMPTS_AFTER_A_CRASH = 20;

  private final DataDirectory directory;
  private final Path bin;

  PostgresProgram(DataDirectory directory, Programs programs) throws IOException {
    this.directory = directory;
    this.bin = programs.postgres().resolve("bin");
  }

  /** Creates the cluster if there is none and starts the server; returns when it answers. */
  Child start(Postgres postgres) throws IOException, InterruptedException {
    Path data = directory.data(Service.POSTGRES);
    if (!Files.exists(data)) {
      initialize(data, postgres);
    }
    boolean crashed = dropLockOfAnotherProgram(data.resolve("postmaster.pid"));
    for (int attempt = crashed ? ATTEMPTS_AFTER_A_CRASH : 1; ; attempt--) {
      Child child = Child.start(Service.POSTGRES, directory, serverCommand(data, postgres.port()));
      try {
        child.awaitReady(postgres::answers);
        return child;
      } catch (EmbeddedServicesException e) {
        if (attempt <= 1) {
          throw e;
        }
        // The backends of a killed server hold its shared memory until they notice.
        Thread.sleep(250);
      }
    }
  }

  private void initialize(Path data, Postgres postgres) throws IOException, InterruptedException {
    Path fresh = directory.run("postgres.new");
    Path passwordFile = directory.run("postgres.password");
    DataDirectory.deleteTree(fresh);
    Files.writeString(passwordFile, postgres.password());
    var command = asUser();
    command.addAll(List.of(bin.resolve("initdb").toString(), "-D", fresh.toString()));
    command.addAll(List.of("-U", postgres.user(), "--pwfile=" + passwordFile));
    command.addAll(List.of("--auth=scram-sha-256", "-E", "UTF8", "--no-locale"));
    Programs.run(command, directory.log(Service.POSTGRES));
    Files.delete(passwordFile);
    // Renamed when complete: a start that is killed half-way leaves no half cluster.
    Files.move(fresh, data);
  }

  /**
   * Removes a lock file whose process id now belongs to another program, which PostgreSQL would
   * respect.
   *
   * @return whether there was a lock file, so the last server did not shut down
   */
  private static boolean dropLockOfAnotherProgram(Path lock) throws IOException {
    if (!Files.exists(lock)) {
      return false;
    }
    List<String> lines = Files.readAllLines(lock);
    boolean another =
        !lines.isEmpty()
            && lines.getFirst().strip().matches("[0-9]{1,18}")
            && ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                .flatMap(process -> process.info().command())
                .filter(program -> !program.endsWith("/postgres"))
                .isPresent();
    if (another) {
      Files.delete(lock);
    }
    return true;
  }

  private List<String> serverCommand(Path data, int port) throws IOException, InterruptedException {
    var command = asUser();
    command.addAll(List.of(bin.resolve("postgres").toString(), "-D", data.toString()));
    command.addAll(List.of("-p", Integer.toString(port)));
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "timezone=UTC",
            "log_timezone=UTC",
            "max_connections=200",
            "shared_buffers=32MB",
            "max_wal_size=256MB",
            "io_method=sync")) {
      command.addAll(List.of("-c", setting));
    }
    return command;
  }

  /** PostgreSQL refuses to run as root; a user namespace without a mapping makes root nobody. */
  private List<String> asUser() throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    if ("root".equals(System.getProperty("user.name"))) {
      var unshare = List.of("unshare", "-U", "true");
      if (new ProcessBuilder(unshare).start().waitFor() != 0) {
        throw new EmbeddedServicesException(
            "PostgreSQL does not run as root, and 'unshare -U' is not allowed here; run as another user");
      }
      command.addAll(List.of("unshare", "-U"));
    }
    return command;
  }
}
