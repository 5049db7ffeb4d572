package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class Dagg1Test {

  /** Changes with every byte of the specification: co-signers then sign another rule. */
  @Test
  void theSpecificationIsPinned() {
    assertThat(Dagg1.SPEC_ID)
        .isEqualTo("ed8a626259a449e51fcbbe46616e1e5ab38416ee04e97c8e23efcf141cba8d30");
  }

  @Test
  void theLargestScaleIsFound() {
    assertThat(Dagg1.maxScale(List.of(4, 20, 7))).isEqualTo(20);
  }

  @Test
  void scalesFurtherApartThanSixteenAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dagg1.maxScale(List.of(3, 20)))
        .withMessage("scales from 3 to 20 differ by more than 16");
  }

  @Test
  void aScaleBeyondAHundredIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Dagg1.maxScale(List.of(101)));
    assertThatIllegalArgumentException().isThrownBy(() -> Dagg1.maxScale(List.of()));
  }
}
