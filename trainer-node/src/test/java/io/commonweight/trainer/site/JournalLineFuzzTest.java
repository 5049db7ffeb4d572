package io.commonweight.trainer.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.sdk.json.JsonException;
import java.time.Instant;

class JournalLineFuzzTest {

  @FuzzTest
  void linesParseOrAreRefused(byte[] line) {
    JournalEntry entry;
    try {
      entry = JournalLine.read(line);
    } catch (JsonException e) {
      return;
    }
    assertThat(entry.round().hex()).hasSize(64);
    assertThat(JournalLine.write(entry, Instant.EPOCH)).isNotEmpty();
  }
}
