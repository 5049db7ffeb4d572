package io.commonweight.sdk.json;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

  /** As several documents have them. */
  private enum Reason {
    NORM
  }

  private record Rejection(Reason reason) {}

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
        "[NaN]",
        "[-9007199254740992]",
        "[99999999999999999999]",
        "[1.0]",
        "[1]\n",
        "\ufeff[1]",
        "{\"a-b\":1}",
        "{\"\u00e9\":1}",
        "{\"a\\u0000\":1}",
        "[\"\\u0041\"]",
        "[\"\\/\"]",
        "[\"\\u001F\"]",
        "[\"\\udc00\\ud800\"]",
        "[\"\t\"]",
        "['a']",
        "[1,]",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "[true,TRUE]",
        "// comment\n[1]"
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

  @ParameterizedTest
  @ValueSource(strings = {"NORM\\n", " NORM", "NORM ", "norm", "", "0"})
  void constantsHaveOneSpelling(String name) {
    byte[] json = "{\"reason\":\"%s\"}".formatted(name).getBytes(UTF_8);

    assertThatThrownBy(() -> CanonicalJson.read(json, 100, Rejection.class))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("not a valid Rejection");
  }

  @Test
  void bytesThatAreNoUnicodeAreRefused() {
    byte[] surrogate = {'[', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ']'};
    byte[] overlong = {'[', '"', (byte) 0xc1, (byte) 0x81, '"', ']'};
    byte[] cut = {'[', '"', (byte) 0xc3, '"', ']'};

    for (byte[] json : List.of(surrogate, overlong, cut, "[1]".getBytes(UTF_16))) {
      assertThatThrownBy(() -> CanonicalJson.parse(json, 100)).isInstanceOf(JsonException.class);
    }
  }

  @Test
  void sixteenLevelsAreRead() throws JsonException {
    String deepest = "[".repeat(16) + "1" + "]".repeat(16);

    assertThat(CanonicalJson.parse(deepest.getBytes(UTF_8), 100).isArray()).isTrue();
    assertThatThrownBy(() -> CanonicalJson.parse(("[" + deepest + "]").getBytes(UTF_8), 100))
        .isInstanceOf(JsonException.class);
  }

  @Test
  void largestIntegersAreRead() throws JsonException {
    byte[] json = "[-9007199254740991,9007199254740991]".getBytes(UTF_8);

    assertThat(CanonicalJson.parse(json, 100).get(1).longValue()).isEqualTo(9007199254740991L);
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
