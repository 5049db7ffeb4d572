package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedMeanTest {

  private static final int LENGTH = 257;

  static LongStream seeds() {
    return LongStream.range(0, 100);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theMeanIsTheOneOfArbitraryPrecision(long seed) {
    RandomRound round = RandomRound.of(seed, LENGTH);
    float[] expected = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      expected[i] = round.expected(i);
    }

    assertThat(whole(round)).containsExactly(expected);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfUpdatesDoesNotMatter(long seed) {
    RandomRound round = RandomRound.of(seed, LENGTH);
    List<Integer> order = new ArrayList<>(round.order());
    Collections.shuffle(order, new Random(seed));
    float[] output = new float[LENGTH];

    round.mean(0, LENGTH, order, output);

    assertThat(output).containsExactly(whole(round));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void windowsOfAnySizeGiveTheSameBits(long seed) {
    RandomRound round = RandomRound.of(seed, LENGTH);
    Random random = new Random(seed);
    float[] output = new float[LENGTH];
    for (int from = 0; from < LENGTH; ) {
      int to = Math.min(LENGTH, from + 1 + random.nextInt(100));
      round.mean(from, to, round.order(), output);
      from = to;
    }

    assertThat(output).containsExactly(whole(round));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void anyNumberOfThreadsGivesTheSameBits(int threads) {
    RandomRound round = RandomRound.of(threads, 4000);
    float[] output = new float[4000];
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (int from = 0; from < 4000; from += 100) {
        int start = from;
        var _ = executor.submit(() -> round.mean(start, start + 100, round.order(), output));
      }
    }

    assertThat(output).containsExactly(whole(round));
  }

  @ParameterizedTest
  @CsvSource({
    "1,2,0",
    "3,2,2",
    "5,2,2",
    "7,2,4",
    "-1,2,0",
    "-3,2,-2",
    "-5,2,-2",
    "-7,2,-4",
    "2,3,1",
    "-2,3,-1",
    "1,3,0",
    "-1,3,0",
    "10,4,2",
    "-10,4,-2",
    "9,9,1",
    "-9,9,-1",
    "0,5,0"
  })
  void halvesGoToTheEvenNeighbour(long sum, long total, long expected) {
    assertThat(MeanWindow.roundHalfEven(sum, total)).isEqualTo(expected);
  }

  @Test
  void theSumHasRoomForEightMillionUpdatesAndNoMore() {
    assertThatCode(() -> WeightedMean.requireRoom(1 << 23)).doesNotThrowAnyException();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightedMean.requireRoom((1 << 23) + 1))
        .withMessage("8388609 updates could overflow a 64-bit sum");
  }

  @Test
  void weightsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new WeightedMean(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> new WeightedMean(List.of(1, 0)));
    assertThatIllegalArgumentException().isThrownBy(() -> new WeightedMean(List.of(65_537)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 23, -(1 << 23), Integer.MAX_VALUE, Integer.MIN_VALUE})
  void aValueOutOfRangeIsRefused(int value) {
    MeanWindow window = new WeightedMean(List.of(1)).open(2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> window.add(0, new int[] {1, value}))
        .withMessage("update 0 has a value out of range");
  }

  @Test
  void everyUpdateCountsExactlyOnce() {
    MeanWindow window = new WeightedMean(List.of(1, 1)).open(1);
    window.add(0, new int[] {1});

    assertThatIllegalStateException()
        .isThrownBy(() -> window.add(0, new int[] {1}))
        .withMessage("update 0 was already added");
    assertThatIllegalStateException()
        .isThrownBy(() -> window.finish(new float[1], 0, new float[1]))
        .withMessage("update 1 was not added to the window");
  }

  @Test
  void aResultThatIsNotFiniteIsRefused() {
    MeanWindow window = new WeightedMean(List.of(1)).open(1);
    window.add(0, new int[] {Dagg1.MAX_QUANTUM});

    assertThatExceptionOfType(ArithmeticException.class)
        .isThrownBy(() -> window.finish(new float[] {Float.MAX_VALUE}, -100, new float[1]));
  }

  private static float[] whole(RandomRound round) {
    float[] output = new float[round.base().size()];
    round.mean(0, output.length, round.order(), output);
    return output;
  }
}
