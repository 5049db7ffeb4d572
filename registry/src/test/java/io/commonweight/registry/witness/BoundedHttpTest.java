package io.commonweight.registry.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server may do that means no good. */
class BoundedHttpTest {
  private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();

  /** A server that answers every request with these bytes, and then neither speaks nor hangs up. */
  private URI server(String answer) throws IOException {
    var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    open.add(server);
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  Socket socket = server.accept();
                  open.add(socket);
                  socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                }
              } catch (IOException e) {
                // The test is over.
              }
            });
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/checkpoint");
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable socket : open) {
      socket.close();
    }
  }

  @Test
  void wholeAnswerIsRead() throws Exception {
    URI server = server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

    assertThat(new BoundedHttp().get(server, 2)).hasValue(new byte[] {'o', 'k'});
    assertThat(new BoundedHttp().post(server, "", 2)).isEqualTo(new BoundedHttp.Answer(200, "ok"));
  }

  @Test
  void answerThatNeverEndsIsCutOff() throws Exception {
    URI server = server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no");
    var impatient = new BoundedHttp(Duration.ofMillis(200));

    assertThatThrownBy(() -> impatient.get(server, 2))
        .isInstanceOf(IOException.class)
        .hasMessage(server + " has not answered within PT0.2S");
    assertThatThrownBy(() -> impatient.post(server, "", 2)).isInstanceOf(IOException.class);
  }

  @Test
  void answerThatIsTooLongIsNotRead() throws Exception {
    URI server = server("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nlon");

    assertThatThrownBy(() -> new BoundedHttp().get(server, 2))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(server + " does not answer: ");
  }

  @Test
  void redirectIsNotFollowed() throws Exception {
    URI other = server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    URI server =
        server("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + other + "\r\n\r\n");

    assertThatThrownBy(() -> new BoundedHttp().get(server, 2))
        .isInstanceOf(IOException.class)
        .hasMessage(server + " answered 302");
  }
}
