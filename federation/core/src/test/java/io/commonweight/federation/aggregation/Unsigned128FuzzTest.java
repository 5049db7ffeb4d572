package io.commonweight.federation.aggregation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A number that is accepted has one spelling; all else is refused. */
class Unsigned128FuzzTest {
  @FuzzTest
  void numbersComeBack(byte[] decimal) {
    String text = new String(decimal, US_ASCII);
    try {
      assertThat(Unsigned128.parse(text)).hasToString(text);
    } catch (IllegalArgumentException e) {
      assertThat(e).message().isNotEmpty();
    }
  }
}
