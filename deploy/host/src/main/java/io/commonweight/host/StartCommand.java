package io.commonweight.host;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code commonweight registry start}. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = {
      "Run a registry until it is told to stop (Ctrl-C, SIGTERM), with a PostgreSQL of its own and its"
          + " blobs in one folder.",
      "The first start writes the operator's token to operator-token in the folder. Further settings"
          + " go into config/application.yaml there."
    },
    footer = {
      "",
      "Examples:",
      "  commonweight registry start --dir /srv/registry --port 8080",
      "  commonweight registry start --dir /srv/registry --url https://registry.example",
      "  commonweight registry start --dir /srv/registry --config registry.yaml"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class StartCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "The registry's folder, made if it is not there.")
  private Path directory;

  @Option(
      names = "--port",
      defaultValue = "8080",
      paramLabel = "PORT",
      description = "Where it listens (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description =
          "The address it listens at, in plain HTTP: put a proxy with TLS before it when others are to"
              + " reach it (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description =
          "Its public address, as others reach it; tokens are signed for it (default:"
              + " http://localhost:PORT).")
  private Optional<URI> url;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Settings for a database and a store of yours, instead of those in the folder: see"
              + " docs/configuration.md.")
  private Optional<Path> config;

  @Option(
      names = "--max-heap",
      defaultValue = "512m",
      paramLabel = "SIZE",
      description = "The server's largest heap (default: ${DEFAULT-VALUE}).")
  private String maxHeap;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (port < 1 || port > MAX_PORT) {
      throw new ParameterException(spec.commandLine(), "--port is 1 to " + MAX_PORT);
    }
    if (!maxHeap.matches("[1-9][0-9]{0,5}[mgMG]")) {
      throw new ParameterException(spec.commandLine(), "--max-heap is a size such as 512m");
    }
    if (config.isPresent() && !Files.isRegularFile(config.get())) {
      throw new ParameterException(spec.commandLine(), "--config: no file " + config.get());
    }
    HostFolder folder = HostFolder.of(directory).create();
    URI address = url.orElse(URI.create("http://localhost:" + port));
    PrintWriter err = spec.commandLine().getErr();
    try (var registry =
        RegistryServer.start(
            folder,
            new RegistryServer.Settings(host, port, address, maxHeap, Redirect.INHERIT),
            config)) {
      registry.awaitReady();
      err.printf(
          "commonweight: the registry is ready at %s, listening at %s:%d%n", address, host, port);
      if (Files.exists(folder.operatorToken())) {
        err.printf("commonweight: the operator's token is in %s%n", folder.operatorToken());
      }
      return registry.join();
    }
  }
}
