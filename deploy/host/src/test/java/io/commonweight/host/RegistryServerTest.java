package io.commonweight.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.embedded.EmbeddedServices;
import io.commonweight.embedded.EmbeddedServicesException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over the registry that the build has made, and a real PostgreSQL. */
class RegistryServerTest {
  @TempDir Path folder;

  @Test
  void aRegistryServesFromAFolderOfItsOwnAndFromACopyOfIt() throws Exception {
    HostFolder first = HostFolder.of(folder.resolve("first")).create();
    int port = freePort();
    try (var registry = RegistryServer.start(first, settings(port), Optional.empty())) {
      registry.awaitReady();
      assertThat(get(port, "/api/models").body()).isEqualTo("[]");
      assertThat(Files.getPosixFilePermissions(first.operatorToken()))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(whoami(port, first).body()).contains("\"operator\"");
      assertThatThrownBy(() -> EmbeddedServices.start(first.services(), Set.of()))
          .isInstanceOf(EmbeddedServicesException.class)
          .hasMessageContaining("is in use by another owner");
    }
    assertThatThrownBy(() -> get(port, "/api/models")).isInstanceOf(IOException.class);

    Snapshot.take(first, folder.resolve("backup")).restore(HostFolder.of(folder.resolve("second")));
    HostFolder second = HostFolder.of(folder.resolve("second"));
    try (var registry = RegistryServer.start(second, settings(port), Optional.empty())) {
      registry.awaitReady();
      assertThat(get(port, "/q/health/ready").statusCode()).isEqualTo(200);
      assertThat(whoami(port, second).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aRegistryThatCannotStartSaysSo() throws Exception {
    HostFolder host = HostFolder.of(folder.resolve("host")).create();
    Files.createDirectories(host.root().resolve("config"));
    Files.writeString(
        host.root().resolve("config/application.yaml"),
        """
        commonweight:
          federations:
            lab:
              directory: missing
              log-key-file: missing.key
        """);

    try (var registry = RegistryServer.start(host, settings(freePort()), Optional.empty())) {
      assertThatThrownBy(registry::awaitReady)
          .isInstanceOf(IOException.class)
          .hasMessage("the registry ended while starting, with exit code 1");
    }
  }

  private RegistryServer.Settings settings(int port) {
    return new RegistryServer.Settings(
        "127.0.0.1",
        port,
        URI.create("http://localhost:" + port),
        "256m",
        Redirect.appendTo(folder.resolve("registry.log").toFile()));
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)));
  }

  private static HttpResponse<String> whoami(int port, HostFolder folder) throws Exception {
    String token = Files.readString(folder.operatorToken()).strip();
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/whoami-v2"))
            .header("Authorization", "Bearer " + token));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
