package io.commonweight.cards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values from SciPy's {@code binomtest(k, n).proportion_ci(method="wilson")}. */
class WilsonTest {

  @ParameterizedTest
  @CsvSource({
    "0, 10, 0.0 % to 27.8 %",
    "10, 10, 72.2 % to 100.0 %",
    "5, 10, 23.7 % to 76.3 %",
    "37, 50, 60.4 % to 84.1 %",
    "1, 1, 20.7 % to 100.0 %",
    "176, 200, 82.8 % to 91.8 %"
  })
  void theIntervalIsWilsons(long successes, long trials, String expected) {
    assertThat(Wilson.of(successes, trials).text()).isEqualTo(expected);
  }
}
