package io.commonweight.sdk.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

  private record Point(String name, long x, boolean visible, Optional<String> note) {}

  @Test
  void membersAreSortedAndAbsentOnesLeftOut() {
    byte[] json = CanonicalJson.write(new Point("a\"\\\n\u0001é", -3, true, Optional.empty()));

    assertThat(new String(json, UTF_8))
        .isEqualTo("{\"name\":\"a\\\"\\\\\\n\\u0001é\",\"visible\":true,\"x\":-3}");
  }

  @Test
  void whatIsWrittenIsRead() throws JsonException {
    var point = new Point("p", (1L << 53) - 1, false, Optional.of("here"));

    assertThat(CanonicalJson.read(CanonicalJson.write(point), 1000, Point.class)).isEqualTo(point);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "nul",
        "[1.5]",
        "[1e3]",
        "[9007199254740992]",
        "[null]",
        "{\"a\":1,\"a\":1}",
        "{\"b\":1,\"a\":1}",
        "{\"a\": 1}",
        "{\"A\":1}",
        "{\"\":1}",
        "[\"\\ud800\"]",
        "[\"\\u00e9\"]",
        "[01]",
        "[-0]",
        "[1] ",
        "[1][2]",
        "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]",
        "[NaN]"
      })
  void whatLiesOutsideTheProfileIsRefused(String json) {
    assertThatThrownBy(() -> CanonicalJson.parse(json.getBytes(UTF_8), 1000))
        .isInstanceOf(JsonException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\":\"p\",\"visible\":true}",
        "{\"visible\":true,\"x\":1}",
        "{\"name\":\"p\",\"x\":1}",
        "{\"extra\":1,\"name\":\"p\",\"visible\":true,\"x\":1}",
        "{\"name\":\"p\",\"visible\":\"true\",\"x\":1}",
        "{\"name\":\"p\",\"visible\":true,\"x\":\"1\"}",
        "{\"name\":5,\"visible\":true,\"x\":1}",
        "[]"
      })
  void recordsAreReadStrictly(String json) {
    assertThatThrownBy(() -> CanonicalJson.read(json.getBytes(UTF_8), 1000, Point.class))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("not a valid Point");
  }

  @Test
  void tooManyBytesAreNotLookedAt() {
    assertThatThrownBy(() -> CanonicalJson.parse(new byte[11], 10))
        .isInstanceOf(JsonException.class)
        .hasMessage("JSON of 11 bytes, at most 10 allowed");
  }

  @Test
  void loneSurrogatesCannotBeWritten() {
    assertThatThrownBy(() -> CanonicalJson.write(List.of("\ud800")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a string has a lone surrogate");
  }
}
