package io.commonweight.sdk.statement;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.sdk.json.CanonicalJson;
import io.commonweight.sdk.json.JsonException;

/** Whatever is accepted is written back byte for byte; all else is refused in one way. */
class EnvelopeFuzzTest {

  @FuzzTest
  void envelopesComeBack(byte[] json) {
    try {
      assertThat(Envelope.parse(json).encode()).isEqualTo(json);
    } catch (JsonException e) {
      assertThat(e).message().isNotEmpty();
    }
  }

  @FuzzTest
  void statementsComeBack(byte[] payload) {
    try {
      assertThat(Statement.parse(payload).encode()).isEqualTo(payload);
    } catch (JsonException e) {
      assertThat(e).message().isNotEmpty();
    }
  }

  @FuzzTest
  void canonicalJsonComesBack(byte[] json) {
    try {
      assertThat(CanonicalJson.write(CanonicalJson.parse(json, 1 << 20))).isEqualTo(json);
    } catch (JsonException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
