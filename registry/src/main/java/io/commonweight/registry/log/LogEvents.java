package io.commonweight.registry.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells one listener of each checkpoint as it is published (WHATWG HTML §9.2, server-sent events):
 * the event's id is the checkpoint's size, its data the whole signed note.
 *
 * <p>Checkpoints that are overtaken while the listener is slow are skipped: each note covers all
 * entries before it. A comment now and then shows both sides that the connection still stands.
 *
 * @param log what is listened to
 * @param heartbeat the longest silence
 */
record LogEvents(FederationLog log, Duration heartbeat) {
  private static final String HEARTBEAT = ":\n\n";

  /**
   * Writes events until the listener is gone or the thread is interrupted.
   *
   * @param known the size that the listener knows already; −1 if none
   */
  void write(OutputStream out, long known) throws IOException, InterruptedException {
    long told = known;
    send(out, HEARTBEAT);
    while (true) {
      Optional<LogView> view = log.await(told, heartbeat);
      if (view.isPresent() && view.get().size() > told) {
        told = view.get().size();
        send(out, event(view.get()));
      } else {
        send(out, HEARTBEAT);
      }
    }
  }

  static String event(LogView view) {
    return "id: %d\nevent: checkpoint\ndata: %s\n\n"
        .formatted(view.size(), view.note().encode().replace("\n", "\ndata: "));
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
