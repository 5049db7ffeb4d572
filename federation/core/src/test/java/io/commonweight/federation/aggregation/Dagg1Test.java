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
        .isEqualTo("9f21ac0cadfa9fc3788213408dcbab71802091b09a666d7257d283aa0e4cce4e");
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
