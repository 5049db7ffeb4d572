package io.commonweight.sdk.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryHttpTest {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final HttpServer elsewhere;
  private final HttpServer registry;

  RegistryHttpTest() throws IOException {
    elsewhere = server();
    registry = server();
  }

  @BeforeEach
  void start() {
    elsewhere.createContext("/", exchange -> answer(exchange, 200, "{}"));
    elsewhere.start();
    registry.start();
  }

  @AfterEach
  void stop() {
    registry.stop(0);
    elsewhere.stop(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectIsNotFollowedAndTheTokenStaysHere(int status) {
    registry.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Location", address(elsewhere) + "/v1/federations");
          answer(exchange, status, "");
        });
    var http = new RegistryHttp(address(registry));

    assertThatThrownBy(
            () -> http.json(http.request("v1/federations").header("Authorization", "Bearer t")))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("answered " + status + ", a redirect, and none is followed")
        .asInstanceOf(type(RegistryException.class))
        .extracting(RegistryException::status)
        .isEqualTo(status);
    assertThat(seen).containsExactly(registry.getAddress().getPort() + " /v1/federations");
  }

  @Test
  void aRegistryThatFallsSilentIsNotWaitedForForEver() {
    var held = new CountDownLatch(1);
    registry.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          awaitQuietly(held);
        });
    var http = new RegistryHttp(address(registry), Duration.ofSeconds(1));

    assertThatThrownBy(() -> http.json(http.request("v1/federations")))
        .isInstanceOf(IOException.class)
        .hasMessage("the registry sent nothing for 1 s: try again, or ask another");
    held.countDown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void problemDetailsBecomeTheMessage() {
    registry.createContext(
        "/",
        exchange ->
            answer(
                exchange,
                409,
                "{\"type\":\"https://commonweight.dev/problems/full\",\"detail\":\"no room\"}"));
    var http = new RegistryHttp(address(registry));

    assertThatThrownBy(() -> http.json(http.request("v1/federations")))
        .hasMessage(http.base() + " answered 409: no room")
        .asInstanceOf(type(RegistryException.class))
        .extracting(RegistryException::type)
        .isEqualTo("full");
  }

  @Test
  void longerAnswerThanAllowedIsRefused() {
    registry.createContext("/", exchange -> answer(exchange, 200, "123456"));
    var http = new RegistryHttp(address(registry));

    assertThatThrownBy(() -> http.bytes(http.request("x"), 5))
        .isInstanceOf(IOException.class)
        .hasMessage(http.base() + " sent more than 5 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://192.0.2.1/", "ftp://127.0.0.1/"})
  void addressWithoutASafeTransportIsRefused(String address) {
    assertThatThrownBy(() -> new RegistryHttp(URI.create(address)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("use its https address");
  }

  private static HttpServer server() throws IOException {
    return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  private static URI address(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      seen.add(exchange.getLocalAddress().getPort() + " " + exchange.getRequestURI());
      byte[] bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
