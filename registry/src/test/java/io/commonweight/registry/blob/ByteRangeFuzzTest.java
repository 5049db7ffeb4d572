package io.commonweight.registry.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.registry.problem.RegistryException.RangeNotSatisfiable;
import java.util.Optional;

/** Whatever range is asked for, what is sent lies within the content. */
class ByteRangeFuzzTest {
  @FuzzTest
  void rangesLieWithinTheContent(FuzzedDataProvider data) {
    long size = data.consumeLong(0, Long.MAX_VALUE);
    try {
      ByteRange.parse(Optional.of(data.consumeRemainingAsString()), size)
          .ifPresent(
              range -> {
                assertThat(range.first()).isBetween(0L, range.last());
                assertThat(range.last()).isLessThan(size);
              });
    } catch (RangeNotSatisfiable _) {
      // the one refusal that is declared
    }
  }
}
