package io.commonweight.federation.recompute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.aggregation.MeanWindow;
import io.commonweight.federation.aggregation.Shard;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.federation.aggregation.WeightedMean;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeanStreamTest {
  private static final List<TensorRange> TENSORS =
      List.of(new TensorRange(7, 20), new TensorRange(0, 18), new TensorRange(70_001, 19));
  private static final int ELEMENTS = 70_008;
  private static final List<Integer> WEIGHTS = List.of(3, 700, 65_536);

  static LongStream seeds() {
    return LongStream.range(0, 4);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void shardsOfAnySizeMakeTheBytesOfTheMean(long seed) throws IOException {
    var random = new Random(seed);
    float[] base = new float[ELEMENTS];
    for (int i = 0; i < ELEMENTS; i++) {
      base[i] = random.nextFloat(-1, 1);
    }
    List<int[]> updates =
        WEIGHTS.stream().map(_ -> random.ints(ELEMENTS, -8_388_607, 8_388_608).toArray()).toList();
    byte[] expected = expected(base, updates);

    for (long size : new long[] {ELEMENTS, 1 + random.nextInt(ELEMENTS), 9_999}) {
      var joined = new ByteArrayOutputStream();
      for (Shard shard : Shard.cut(TENSORS, size)) {
        try (InputStream part = stream(shard, base, updates)) {
          part.transferTo(joined);
        }
      }
      assertThat(joined.toByteArray()).isEqualTo(expected);
    }
  }

  @Test
  void updateThatEndsEarlyIsAnError() throws IOException {
    Shard all = Shard.cut(TENSORS, ELEMENTS).getFirst();
    var base = new ByteArrayInputStream(new byte[Shard.ELEMENT_BYTES * ELEMENTS]);
    var update = new ByteArrayInputStream(new byte[Shard.ELEMENT_BYTES * (ELEMENTS - 1)]);
    try (var stream = new MeanStream(all, base, List.of(update), List.of(1))) {
      assertThatThrownBy(() -> stream.transferTo(new ByteArrayOutputStream()))
          .isInstanceOf(EOFException.class);
    }
  }

  private static MeanStream stream(Shard shard, float[] base, List<int[]> updates) {
    return new MeanStream(
        shard,
        part(bytes(base), shard),
        updates.stream().map(update -> part(bytes(update), shard)).toList(),
        WEIGHTS);
  }

  private static InputStream part(byte[] all, Shard shard) {
    return new ByteArrayInputStream(
        Arrays.copyOfRange(all, (int) shard.fromByte(), (int) shard.toByte()));
  }

  private static byte[] expected(float[] base, List<int[]> updates) {
    float[] next = base.clone();
    int from = 0;
    for (TensorRange tensor : TENSORS) {
      int to = from + (int) tensor.elements();
      MeanWindow window = new WeightedMean(WEIGHTS).open(to - from);
      for (int i = 0; i < updates.size(); i++) {
        window.add(i, Arrays.copyOfRange(updates.get(i), from, to));
      }
      float[] values = Arrays.copyOfRange(base, from, to);
      window.finish(values, tensor.scale(), values);
      System.arraycopy(values, 0, next, from, values.length);
      from = to;
    }
    return bytes(next);
  }

  private static byte[] bytes(float[] values) {
    byte[] bytes = new byte[Shard.ELEMENT_BYTES * values.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes;
  }

  private static byte[] bytes(int[] values) {
    byte[] bytes = new byte[Shard.ELEMENT_BYTES * values.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
    return bytes;
  }
}
