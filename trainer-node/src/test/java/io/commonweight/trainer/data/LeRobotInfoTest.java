package io.commonweight.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeRobotInfoTest {
  private static final String START =
      "{\"codebase_version\":\"v3.0\",\"fps\":20,\"total_episodes\":1,\"total_frames\":9,"
          + "\"total_tasks\":1,\"features\":{\"action\":{\"dtype\":\"float32\",\"shape\":[2]";

  @ParameterizedTest
  @MethodSource("namings")
  void namesComeInFourForms(String names, List<String> columns) throws DatasetException {
    LeRobotInfo info = parse(START + ",\"names\":" + names + "}}}");

    assertThat(info.feature("action").orElseThrow().columns()).isEqualTo(columns);
  }

  static Stream<Object[]> namings() {
    List<String> ab = List.of("a", "b");
    return Stream.of(
        new Object[] {"[\"a\",\"b\"]", ab},
        new Object[] {"[[\"a\",\"b\"]]", ab},
        new Object[] {"{\"motors\":[\"a\",\"b\"]}", ab},
        new Object[] {"null", List.of("action.0", "action.1")},
        new Object[] {"[\"a\"]", List.of("action.0", "action.1")});
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultsNameTheField(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining(message);
  }

  static Stream<Object[]> faults() {
    return Stream.of(
        new Object[] {"[]", "not a JSON object"},
        new Object[] {"{", "not JSON"},
        new Object[] {"{\"fps\":1,\"fps\":1}", "not JSON"},
        new Object[] {"{}", "codebase_version is \"\""},
        new Object[] {START.replace("20", "0") + "}}}", "fps must be"},
        new Object[] {START.replace("9", "\"9\"") + "}}}", "total_frames must be"},
        new Object[] {START.replace("[2]", "[-2]") + "}}}", "bad shape"},
        new Object[] {START.replace("float32", "") + "}}}", "no dtype"});
  }

  @Test
  void longFilesAreRefused() {
    assertThatThrownBy(() -> LeRobotInfo.parse(new byte[LeRobotInfo.MAX_BYTES + 1]))
        .hasMessageContaining("longer than 1048576 bytes");
  }

  private static LeRobotInfo parse(String text) throws DatasetException {
    return LeRobotInfo.parse(text.getBytes(StandardCharsets.UTF_8));
  }
}
