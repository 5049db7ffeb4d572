package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModulusTest {

  @ParameterizedTest
  @CsvSource({
    "24, 1, 24",
    "24, 2, 25",
    "24, 255, 32",
    "24, 256, 32",
    "24, 257, 33",
    "8, 64, 14",
    "4, 1, 8"
  })
  void modulusHoldsTheSignOfTheLargestSum(int valueBits, long weight, int bits) {
    assertThat(Modulus.forSum(valueBits, weight)).isEqualTo(new Modulus(bits));
  }

  @ParameterizedTest
  @CsvSource({"8, 1", "9, 2", "32, 4", "33, 5", "56, 7", "57, 8", "62, 8"})
  void elementsHaveWholeBytes(int bits, int bytes) {
    assertThat(new Modulus(bits).elementBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 27, 32, 62})
  void centredUndoesReduceAtBothEnds(int bits) {
    var modulus = new Modulus(bits);
    long least = -(1L << (bits - 1));

    assertThat(modulus.centred(modulus.reduce(least))).isEqualTo(least);
    assertThat(modulus.centred(modulus.reduce(-1))).isEqualTo(-1);
    assertThat(modulus.centred(modulus.reduce(-least - 1))).isEqualTo(-least - 1);
    assertThat(modulus.centred(modulus.reduce(-least))).isEqualTo(least);
  }

  @Test
  void othersAreRefused() {
    assertThatThrownBy(() -> new Modulus(7)).hasMessage("a modulus has 8 to 62 bits, not 7");
    assertThatThrownBy(() -> new Modulus(63)).hasMessage("a modulus has 8 to 62 bits, not 63");
    assertThatThrownBy(() -> Modulus.forSum(24, 0)).hasMessage("a total weight of 0");
    assertThatThrownBy(() -> Modulus.forSum(24, 1L << 39))
        .hasMessage("a modulus has 8 to 62 bits, not 63");
  }
}
