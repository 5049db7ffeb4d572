package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StraightMeanTest {
  private static final int LENGTH = 16 * 20 + 15;

  static IntStream seeds() {
    return IntStream.range(0, 40);
  }

  /** Ties, negative quotients that round to zero, and zeros of both signs among them. */
  @ParameterizedTest
  @MethodSource("seeds")
  void resultsAreThoseOfThePlainLoops(int seed) throws IOException {
    var random = new Random(seed);
    int voters = 1 + random.nextInt(9);
    int largest = 1 << random.nextInt(1, 15);
    List<Integer> weights = random.ints(voters, 0, 5).boxed().toList();
    weights = Collections.max(weights) == 0 ? Collections.nCopies(voters, 1) : weights;
    List<List<Integer>> updates =
        IntStream.range(0, voters)
            .mapToObj(_ -> random.ints(LENGTH, -largest, largest + 1).boxed().toList())
            .toList();
    var old = new OldFiles(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      old.weights()[i] = random.nextInt(3) == 0 ? -0f : (float) random.nextGaussian();
    }

    int trim = random.nextInt((voters + 1) / 2);
    for (Combination combination :
        List.of(new Combination.Mean(weights), new Combination.TrimmedMean(trim))) {
      assertThat(bits(straight(updates, combination), old))
          .isEqualTo(bits(stepped(updates, combination), old));
    }
  }

  @Test
  void theLargestSumFitsAnInt() throws IOException {
    List<List<Integer>> updates = Collections.nCopies(3, Collections.nCopies(LENGTH, 32_767));
    List<Integer> weights = List.of(30_000, 30_000, 5_535); // 16 bits

    float[] result = floats(straight(updates, new Combination.Mean(weights)), new OldFiles(LENGTH));

    assertThat(result).containsOnly(32_767f / 8);
  }

  @Test
  void weightsThatAnIntDoesNotHoldAreLeftToLongs() {
    List<List<Integer>> updates = List.of(List.of(1), List.of(2));

    assertThat(isStraight(updates, List.of(32_768, 32_767)))
        .isEqualTo(isStraight(updates, List.of(1, 1)));
    assertThat(isStraight(updates, List.of(32_768, 32_768))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, LENGTH - 1})
  void newValuesThatAreNotFiniteAreRefused(int element) {
    var old = new OldFiles(LENGTH);
    old.weights()[element] = Float.POSITIVE_INFINITY;
    List<List<Integer>> updates = List.of(Collections.nCopies(LENGTH, 1));

    assertThatThrownBy(() -> floats(straight(updates, new Combination.Mean(List.of(1))), old))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("a new value is not finite");
  }

  private static boolean isStraight(List<List<Integer>> updates, List<Integer> weights) {
    return of(updates, new Combination.Mean(weights)).isPresent();
  }

  private static Optional<StraightMean> of(List<List<Integer>> updates, Combination combination) {
    return StraightMean.of(combination, Voter.ofEach(updates.size()), quanta(updates), 16);
  }

  /** The one that is tested; the plain loops where there are no vectors. */
  private static NewValues.Pass straight(List<List<Integer>> updates, Combination combination) {
    Optional<StraightMean> straight = of(updates, combination);
    return straight.isPresent() ? straight.get() : stepped(updates, combination);
  }

  private static NewValues.Pass stepped(List<List<Integer>> updates, Combination combination) {
    return new SteppedValues(
        Combiner.of(combination, Voter.ofEach(updates.size()), quanta(updates), 16),
        Optimizer.none(),
        Part.WEIGHTS);
  }

  private static List<Quanta> quanta(List<List<Integer>> updates) {
    return ArrayQuanta.of(updates, 0, updates.getFirst().size(), Encoding.I16);
  }

  private static List<Integer> bits(NewValues.Pass pass, OldFiles old) throws IOException {
    float[] values = floats(pass, old);
    return IntStream.range(0, values.length)
        .mapToObj(i -> Float.floatToRawIntBits(values[i]))
        .toList();
  }

  private static float[] floats(NewValues.Pass pass, OldFiles old) throws IOException {
    OldValues window = old.window(0, LENGTH);
    pass.next(0x1p-3, LENGTH, window, window.weights());
    float[] values = new float[LENGTH];
    MemorySegment.copy(window.weights(), OldValues.FLOAT, 0, values, 0, LENGTH);
    return values;
  }
}
