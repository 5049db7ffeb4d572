package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShardTest {

  static LongStream seeds() {
    return LongStream.range(0, 50);
  }

  @Test
  void aShardCrossesTensorsOfDifferentScale() {
    List<Shard> shards =
        Shard.cut(
            List.of(new TensorRange(3, 20), new TensorRange(0, 5), new TensorRange(6, 18)), 5);

    assertThat(shards)
        .containsExactly(
            new Shard(0, 0, 5, List.of(new Segment(0, 0, 3, 20), new Segment(2, 3, 5, 18))),
            new Shard(1, 5, 9, List.of(new Segment(2, 5, 9, 18))));
    assertThat(shards.get(1).fromByte()).isEqualTo(20);
    assertThat(shards.get(1).toByte()).isEqualTo(36);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void segmentsCoverEveryElementOnceAndInOrder(long seed) {
    Random random = new Random(seed);
    List<TensorRange> tensors =
        Stream.generate(() -> new TensorRange(random.nextInt(50), random.nextInt(17)))
            .limit(1 + random.nextInt(9))
            .toList();
    long next = 0;
    for (Shard shard : Shard.cut(tensors, 1 + random.nextInt(60))) {
      assertThat(shard.from()).isEqualTo(next);
      for (Segment segment : shard.segments()) {
        assertThat(segment.from()).isEqualTo(next);
        assertThat(segment.length()).isPositive();
        assertThat(segment.scale()).isEqualTo(tensors.get(segment.tensor()).scale());
        next = segment.to();
      }
      assertThat(shard.to()).isEqualTo(next);
    }

    assertThat(next).isEqualTo(tensors.stream().mapToLong(TensorRange::elements).sum());
  }

  @Test
  void nothingToCutGivesNoShard() {
    assertThat(Shard.cut(List.of(new TensorRange(0, 0)), 1)).isEmpty();
  }

  @Test
  void sizesThatMakeNoSenseAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Shard.cut(List.of(), 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new TensorRange(-1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new TensorRange(1, 101));
  }
}
