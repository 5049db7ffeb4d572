package io.commonweight.sdk.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.sdk.json.JsonException;

/** An envelope that is accepted is written back byte for byte; all else is refused. */
class EnvelopeFuzzTest {
  @FuzzTest
  void envelopesComeBack(byte[] json) {
    try {
      assertThat(Envelope.parse(json).encode()).isEqualTo(json);
    } catch (JsonException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
