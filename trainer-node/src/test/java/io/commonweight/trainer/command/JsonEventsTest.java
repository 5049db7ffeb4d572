package io.commonweight.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.trainer.site.SiteEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class JsonEventsTest {

  @Test
  void eventsAreLinesOfJson() {
    var bytes = new ByteArrayOutputStream();
    var events =
        new JsonEvents(
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    events.on(new SiteEvent.Training(2, 30, 150, 0.5));
    events.on(new SiteEvent.Submitted(2, 41, 92_000));

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "{\"event\":\"training\",\"at\":\"1970-01-01T00:00:00Z\","
                + "\"round\":2,\"step\":30,\"steps\":150,\"loss\":0.5}",
            "{\"event\":\"submitted\",\"at\":\"1970-01-01T00:00:00Z\","
                + "\"round\":2,\"index\":41,\"bytes\":92000}");
  }
}
