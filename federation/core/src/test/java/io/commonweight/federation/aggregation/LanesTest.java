package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.statement.Encoding;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LanesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 1000})
  void exchangePutsTheSmallerValuesFirst(int count) {
    var random = new Random(count);
    short[] low = new short[count];
    short[] high = new short[count];
    int[] wideLow = random.ints(count, -32_768, 32_768).toArray();
    int[] wideHigh = random.ints(count, -32_768, 32_768).toArray();
    for (int i = 0; i < count; i++) {
      low[i] = (short) wideLow[i];
      high[i] = (short) wideHigh[i];
    }
    int[] smaller = IntStream.range(0, count).map(i -> Math.min(low[i], high[i])).toArray();

    Lanes.exchange(low, high, count);
    Lanes.exchange(wideLow, wideHigh, count);

    assertThat(wideLow).containsExactly(smaller);
    for (int i = 0; i < count; i++) {
      assertThat((int) low[i]).isEqualTo(wideLow[i]);
      assertThat((int) high[i]).isEqualTo(wideHigh[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 100, 5000})
  void sumsOfWeightedStreamsAreExact(int count) {
    var random = new Random(count);
    for (int width : new int[] {Short.BYTES, Integer.BYTES}) {
      MemorySegment[] values = new MemorySegment[Lanes.STREAMS];
      long[] weights = random.longs(Lanes.STREAMS, 1, 1 << 16).toArray();
      long[] sums = random.longs(count, -1L << 40, 1L << 40).toArray();
      long[] expected = sums.clone();
      for (int stream = 0; stream < Lanes.STREAMS; stream++) {
        byte[] bytes = new byte[count * width];
        random.nextBytes(bytes);
        values[stream] = MemorySegment.ofArray(bytes);
        for (int i = 0; i < count; i++) {
          long value =
              width == Short.BYTES
                  ? values[stream].get(Row.SHORT, (long) i * width)
                  : values[stream].get(Row.INT, (long) i * width);
          expected[i] += weights[stream] * value;
        }
      }

      Lanes.add(values, weights, width, sums, count);

      assertThat(sums).containsExactly(expected);
    }
  }

  /** Of the largest values, so that a lane that were too narrow would lose bits. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 16})
  void innerProductsAreExact(int voters) throws Exception {
    var random = new Random(voters);
    int length = 20_011;
    List<List<Integer>> updates =
        IntStream.range(0, voters)
            .mapToObj(
                _ ->
                    IntStream.range(0, length)
                        .map(_ -> (8_388_607 - random.nextInt(3)) * (random.nextBoolean() ? 1 : -1))
                        .boxed()
                        .toList())
            .toList();
    List<Segment> segments = List.of(new Segment(0, 0, 9000, 4), new Segment(1, 9000, length, 20));

    Gram gram =
        new GramPass(Voter.ofEach(voters), ArrayQuanta.of(updates, 0, length, Encoding.I32), 24, 20)
            .run(segments);

    for (int i = 0; i < voters; i++) {
      for (int j = i; j < voters; j++) {
        BigInteger expected = BigInteger.ZERO;
        for (int k = 0; k < length; k++) {
          long product = (long) updates.get(i).get(k) * updates.get(j).get(k);
          expected = expected.add(BigInteger.valueOf(product).shiftLeft(k < 9000 ? 32 : 0));
        }
        assertThat(gram.products().get(Gram.index(voters, i, j))).isEqualTo(expected);
      }
    }
  }
}
