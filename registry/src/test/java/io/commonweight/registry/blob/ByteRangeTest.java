package io.commonweight.registry.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.registry.problem.RegistryException.RangeNotSatisfiable;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ByteRangeTest {

  @Test
  void rangesAreCutToTheContent() {
    assertThat(parse("bytes=0-0", 10)).contains(new ByteRange(0, 0));
    assertThat(parse("bytes=5-", 10)).contains(new ByteRange(5, 9));
    assertThat(parse("bytes=5-100", 10)).contains(new ByteRange(5, 9));
    assertThat(parse("bytes=-4", 10)).contains(new ByteRange(6, 9));
    assertThat(parse("bytes=-40", 10)).contains(new ByteRange(0, 9));
  }

  @Test
  void whatIsNoSingleRangeIsIgnored() {
    assertThat(parse("bytes=-", 10)).isEmpty();
    assertThat(parse("bytes=5-4", 10)).isEmpty();
    assertThat(parse("bytes=0-1,3-4", 10)).isEmpty();
    assertThat(parse("lines=0-1", 10)).isEmpty();
    assertThat(ByteRange.parse(Optional.empty(), 10)).isEmpty();
  }

  @Test
  void rangeBehindTheEndIsNotSatisfiable() {
    assertThatThrownBy(() -> parse("bytes=10-", 10)).isInstanceOf(RangeNotSatisfiable.class);
    assertThatThrownBy(() -> parse("bytes=-0", 10)).isInstanceOf(RangeNotSatisfiable.class);
    assertThatThrownBy(() -> parse("bytes=0-", 0)).isInstanceOf(RangeNotSatisfiable.class);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rangeLiesWithinTheContent(long seed) {
    var random = new Random(seed);
    long size = random.nextInt(20);
    String first = random.nextBoolean() ? "" : Integer.toString(random.nextInt(25));
    String last = random.nextBoolean() ? "" : Integer.toString(random.nextInt(25));
    try {
      parse("bytes=" + first + "-" + last, size)
          .ifPresent(
              range -> {
                assertThat(range.first()).isBetween(0L, range.last());
                assertThat(range.last()).isLessThan(size);
              });
    } catch (RangeNotSatisfiable e) {
      assertThat(e.size()).isEqualTo(size);
    }
  }

  private static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  private static Optional<ByteRange> parse(String header, long size) {
    return ByteRange.parse(Optional.of(header), size);
  }
}
