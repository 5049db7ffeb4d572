package io.commonweight.federation.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorFunctionTest {

  /** Values of mpmath 1.3 at 40 digits. */
  @ParameterizedTest
  @CsvSource({
    "-9, 0.69314718055994531",
    "-2.5, 0.6929436838471712",
    "-1, 0.61123231767807049",
    "0, 0",
    "0.5, -0.7350111298370844",
    "1.9, -4.9323458627802689",
    "2, -5.3649412646166376",
    "2.1, -5.816010968867555",
    "3, -10.720363041981113",
    "10, -102.87988902484489",
    "30, -903.97411711064388",
    "300, -90006.276152973059",
  })
  void logarithmHasTwelveDigits(double x, double expected) {
    assertThat(ErrorFunction.logErfc(x))
        .isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
  }
}
