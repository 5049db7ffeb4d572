package io.commonweight.sdk.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignJsonTest {
  private record Robot(String name, boolean mobile, List<String> arms, Optional<String> maker) {}

  @Test
  void spellingDoesNotMatter() throws JsonException {
    Robot robot =
        read(" {\"maker\" : null, \"arms\":[\"l\\u0065ft\"],\n \"mobile\":true,\"name\":\"é\"} ");

    assertThat(robot).isEqualTo(new Robot("é", true, List.of("left"), Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"name\":\"a\",\"mobile\":true,\"arms\":[]} 1",
        "{\"name\":\"a\",\"mobile\":true,\"arms\":[null]}",
        "{\"name\":\"a\",\"mobile\":true,\"arms\":[7]}",
        "{\"name\":\"a\",\"mobile\":\"true\",\"arms\":[]}",
        "{\"name\":\"a\",\"mobile\":1,\"arms\":[]}",
        "{\"name\":\"a\",\"mobile\":null,\"arms\":[]}",
        "{\"name\":\"a\",\"arms\":[]}",
        "{\"name\":null,\"mobile\":true,\"arms\":[]}",
        "{\"name\":\"a\",\"name\":\"a\",\"mobile\":true,\"arms\":[]}",
        "{\"name\":\"a\",\"mobile\":true,\"arms\":[],\"legs\":[]}",
        "{\"name\":\"a\",\"mobile\":true,\"arms\":[],}",
        "{'name':\"a\",\"mobile\":true,\"arms\":[]}",
        "{\"name\":\"a\",\"mobile\":true,\"arms\":[]} // a comment",
      })
  void whatDoesNotDescribeTheTypeIsRefused(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(JsonException.class);
  }

  @Test
  void otherEncodingsAreRefused() {
    byte[] json = "{\"name\":\"é\",\"mobile\":true,\"arms\":[]}".getBytes(ISO_8859_1);

    assertThatThrownBy(() -> ForeignJson.read(json, json.length, Robot.class))
        .isInstanceOf(JsonException.class)
        .hasMessage("not UTF-8");
  }

  @Test
  void moreBytesThanAllowedAreRefused() {
    assertThatThrownBy(() -> ForeignJson.read(new byte[3], 2, Robot.class))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("at most 2");
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> read("[".repeat(10_000))).isInstanceOf(JsonException.class);
  }

  private static Robot read(String json) throws JsonException {
    byte[] bytes = json.getBytes(UTF_8);
    return ForeignJson.read(bytes, bytes.length, Robot.class);
  }
}
