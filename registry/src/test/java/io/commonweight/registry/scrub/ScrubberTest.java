package io.commonweight.registry.scrub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.registry.scrub.Scrubber.Outcome;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.Blobs;
import io.commonweight.sdk.blob.FileBlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrubberTest {
  private static final Pace UNHURRIED = new Pace(Long.MAX_VALUE, System::nanoTime, Thread::sleep);

  @TempDir Path folder;
  private FileBlobStore store;
  private Blobs blobs;

  @BeforeEach
  void aStore() throws IOException {
    store = new FileBlobStore(folder.resolve("store"));
    blobs = new Blobs(store, folder);
  }

  @Test
  void wholeBlobsStayAndAreCounted() throws Exception {
    Sha256 blob = put("weights");

    Outcome outcome = new Scrubber(store, UNHURRIED).scrub(part(blob));

    assertThat(outcome).isEqualTo(new Outcome(1, 7, List.of()));
    assertThat(blobs.size(blob)).hasValue(7);
  }

  @Test
  void onlyItsPartIsRead() throws Exception {
    Sha256 blob = put("weights");

    assertThat(new Scrubber(store, UNHURRIED).scrub((part(blob) + 1) % Scrubber.PARTS))
        .isEqualTo(new Outcome(0, 0, List.of()));
  }

  @Test
  void aDamagedBlobIsTakenAwayAndCanBeStoredAnew() throws Exception {
    Sha256 blob = put("weights");
    replace(Blobs.key(blob), "weighty");
    var scrubber = new Scrubber(store, UNHURRIED);

    Outcome outcome = scrubber.scrub(part(blob));

    Sha256 found = Sha256.of("weighty".getBytes(UTF_8));
    assertThat(outcome.damaged()).containsExactly(new Damage(blob, found, 7));
    assertThat(blobs.size(blob)).isEmpty();
    assertThat(store.size(Scrubber.QUARANTINE + blob.hex())).hasValue(7);
    assertThat(put("weights")).isEqualTo(blob);
    assertThat(scrubber.scrub(part(blob))).isEqualTo(new Outcome(1, 7, List.of()));
  }

  @Test
  void readingWaitsUntilMoreIsAllowed() throws InterruptedException {
    var clock = new AtomicLong();
    List<Duration> pauses = new ArrayList<>();
    var pace =
        new Pace(
            1000,
            clock::get,
            pause -> {
              pauses.add(pause);
              clock.addAndGet(pause.toNanos());
            });

    pace.passed(500);
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    pace.passed(500);
    pace.passed(1000);

    assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofMillis(500));
  }

  private Sha256 put(String content) throws IOException {
    return blobs.put(new ByteArrayInputStream(content.getBytes(UTF_8)), Optional.empty(), 100);
  }

  private void replace(String key, String content) throws IOException {
    byte[] bytes = content.getBytes(UTF_8);
    store.put(key, new ByteArrayInputStream(bytes), bytes.length);
  }

  private static int part(Sha256 digest) {
    return Byte.toUnsignedInt(digest.bytes()[0]);
  }
}
