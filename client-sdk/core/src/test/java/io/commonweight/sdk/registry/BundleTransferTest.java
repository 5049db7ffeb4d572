package io.commonweight.sdk.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.oms.OmsBundle;
import io.commonweight.sdk.statement.Release;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BundleTransferTest {
  private static final Sha256 RELEASE = Sha256.of("release".getBytes(UTF_8));
  private static final String BUNDLES = "/v1/federations/arms/releases/" + RELEASE + "/bundles";

  private final Map<String, byte[]> stored = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final RegistryClient registry;

  BundleTransferTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    registry = new RegistryClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @BeforeEach
  void start() {
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void bundleThatIsStoredIsFound() throws IOException {
    SigningKey key = SigningKey.generate(Algorithm.P_256, new SecureRandom());
    OmsBundle bundle =
        OmsBundle.sign("arm", List.of(new Release.File("README.md", RELEASE, 7)), key);

    registry.putBundle("arms", RELEASE, "acme", bundle);

    assertThat(registry.bundle("arms", RELEASE, "acme")).isEqualTo(bundle);
  }

  @Test
  void organizationsAreListed() throws IOException {
    stored.put(BUNDLES, "[\"acme\",\"beta\"]".getBytes(UTF_8));

    assertThat(registry.bundles("arms", RELEASE)).containsExactly("acme", "beta");
  }

  @Test
  void bundleThatIsNotThereIsNotFound() {
    assertThatThrownBy(() -> registry.bundle("arms", RELEASE, "acme"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("answered 404");
  }

  @Test
  void whatIsNoBundleIsRefused() {
    stored.put(BUNDLES + "/acme", "{}".getBytes(UTF_8));

    assertThatThrownBy(() -> registry.bundle("arms", RELEASE, "acme"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sent a malformed bundle");
  }

  @Test
  void overlongBundleIsNotRead() {
    stored.put(BUNDLES + "/acme", new byte[OmsBundle.MAX_BYTES + 1]);

    assertThatThrownBy(() -> registry.bundle("arms", RELEASE, "acme"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 131072 bytes");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] answer = new byte[0];
      if (exchange.getRequestMethod().equals("PUT")) {
        stored.put(path, exchange.getRequestBody().readAllBytes());
      } else {
        answer = stored.getOrDefault(path, answer);
      }
      int status = stored.containsKey(path) ? 200 : 404;
      exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }
}
