package io.commonweight.registry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.registry.TestFederation;
import io.commonweight.registry.problem.RegistryException.Unavailable;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogEventsTest {
  @TempDir Path folder;

  private final TestFederation federation = new TestFederation("telling");
  private FederationLog log;
  private TestLogs.Running writer;

  @BeforeEach
  void start() throws Exception {
    TestLogs logs = TestLogs.sequenced(federation, folder);
    log = logs.log();
    writer = logs.start(log);
    writer.append(federation.charterBy(1));
  }

  /** Listens until so many blocks were heard; a block ends in an empty line. */
  private List<String> hear(long known, int blocks, Duration heartbeat) throws Exception {
    List<String> heard = new ArrayList<>();
    var gone =
        new ByteArrayOutputStream() {
          @Override
          public void flush() throws IOException {
            heard.add(toString(StandardCharsets.UTF_8));
            reset();
            if (heard.size() == blocks) {
              throw new IOException("the listener is gone");
            }
          }
        };
    assertThatThrownBy(() -> new LogEvents(log, heartbeat).write(gone, known))
        .hasMessage("the listener is gone");
    return heard;
  }

  @Test
  void newListenerHearsTheNewestCheckpoint() throws Exception {
    String note = log.view().note().encode();

    List<String> heard = hear(-1, 2, Duration.ofMinutes(1));

    assertThat(heard.getFirst()).isEqualTo(":\n\n");
    assertThat(heard.get(1))
        .startsWith("id: 1\nevent: checkpoint\ndata: " + log.federation().origin());
    // As a client puts the data together: all data lines, joined by line feeds.
    String data =
        String.join(
            "\n",
            heard
                .get(1)
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList());
    assertThat(data).isEqualTo(note);
  }

  @Test
  void listenerWhoKnowsTheNewestHearsOnlyTheNext() throws Exception {
    Thread.ofVirtual().start(() -> writer.append(federation.charterBy(2)));

    List<String> heard = hear(1, 2, Duration.ofMinutes(1));

    assertThat(heard.get(1)).startsWith("id: 2\n");
  }

  @Test
  void slowListenerHearsTheNewestAndNotWhatWasOvertaken() {
    List<String> heard = new ArrayList<>();
    var slow =
        new ByteArrayOutputStream() {
          @Override
          public void flush() throws IOException {
            heard.add(toString(StandardCharsets.UTF_8));
            reset();
            if (heard.size() == 2) {
              // While this event is on its way the log grows by two.
              writer.append(federation.charterBy(2));
              writer.append(federation.charterBy(3));
            } else if (heard.size() == 3) {
              throw new IOException("the listener is gone");
            }
          }
        };

    assertThatThrownBy(() -> new LogEvents(log, Duration.ofMinutes(1)).write(slow, -1))
        .hasMessage("the listener is gone");

    assertThat(heard.get(1)).startsWith("id: 1\n");
    assertThat(heard.get(2)).startsWith("id: 3\n");
  }

  @Test
  void callersWhoWaitAreNotWithoutNumber() throws Exception {
    var listeners = new Listeners();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<LogView>> waiting = new ArrayList<>();
      for (int i = 0; i < Listeners.MAX_WAITING; i++) {
        waiting.add(callers.submit(() -> listeners.await(log, 1, Duration.ofMinutes(5))));
      }
      while (listeners.waitingPlaces() > 0) {
        Thread.sleep(1);
      }

      assertThatThrownBy(() -> listeners.await(log, 1, Duration.ofMinutes(5)))
          .isInstanceOf(Unavailable.class);

      writer.append(federation.charterBy(2));
      for (Future<LogView> caller : waiting) {
        assertThat(caller.get().size()).isEqualTo(2);
      }
      assertThat(listeners.await(log, 0, Duration.ZERO).size()).isEqualTo(2);
    }
  }

  @Test
  void silenceIsBrokenByComments() throws Exception {
    assertThat(hear(1, 3, Duration.ofMillis(1))).containsOnly(":\n\n");
  }

  @Test
  void listenersWhoAreTooManyAreRefusedAndPlacesAreGivenBack() throws Exception {
    var listeners = new Listeners();
    List<StreamingOutput> streams = new ArrayList<>();
    for (int i = 0; i < Listeners.MAX; i++) {
      streams.add(listeners.listen(log, -1));
    }
    assertThatThrownBy(() -> listeners.listen(log, -1)).isInstanceOf(Unavailable.class);

    var broken =
        new ByteArrayOutputStream() {
          @Override
          public void flush() throws IOException {
            throw new IOException("the listener is gone");
          }
        };
    assertThatThrownBy(() -> streams.getFirst().write(broken)).isInstanceOf(IOException.class);

    assertThat(listeners.listen(log, -1)).isNotNull();
  }

  @Test
  void stopEndsAllStreams() throws Exception {
    var listeners = new Listeners();
    var out = new ByteArrayOutputStream();
    var stream = listeners.listen(log, 1);
    Thread listening =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    stream.write(out);
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    while (out.size() == 0) {
      Thread.sleep(2);
    }

    listeners.stop(new ShutdownEvent());

    assertThat(listening.join(Duration.ofSeconds(20))).isTrue();
  }
}
