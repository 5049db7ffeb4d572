package io.commonweight.federation.recompute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.aggregation.Combination;
import io.commonweight.federation.aggregation.NewValues;
import io.commonweight.federation.aggregation.Part;
import io.commonweight.federation.aggregation.Quanta;
import io.commonweight.federation.aggregation.Shard;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.federation.aggregation.Voter;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class AggregateStreamTest {
  private static final List<TensorRange> TENSORS =
      List.of(new TensorRange(7, 20), new TensorRange(0, 18), new TensorRange(70_001, 19));
  private static final int ELEMENTS = 70_008;
  private static final Combination MEAN = new Combination.Mean(List.of(3, 700, 65_536));
  private static final Combination MEDIAN = new Combination.TrimmedMean(1);
  private static final Optimizer ADAM =
      new Optimizer(
          Optimizer.Kind.ADAM,
          Optional.of(10_000),
          Optional.of(900_000),
          Optional.of(990_000),
          Optional.of(1_000));

  static Stream<Arguments> streams() {
    return Stream.of(MEAN, MEDIAN)
        .flatMap(
            combination ->
                Arrays.stream(Encoding.values())
                    .map(encoding -> Arguments.of(combination, encoding)));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void shardsOfAnySizeMakeTheSameFile(Combination combination, Encoding encoding)
      throws IOException {
    byte[] whole = file(combination, encoding, Part.WEIGHTS, ELEMENTS, false);

    assertThat(file(combination, encoding, Part.WEIGHTS, 9_999, false)).isEqualTo(whole);
    assertThat(file(combination, encoding, Part.WEIGHTS, 33_333, true)).isEqualTo(whole);
  }

  @ParameterizedTest
  @EnumSource(Part.class)
  void everyFileOfARoundHasTheBytesOfItsPart(Part part) throws IOException {
    byte[] file = file(MEAN, Encoding.I16, part, 20_000, true);

    assertThat(file).hasSize(4 * ELEMENTS);
    assertThat(file).isEqualTo(file(MEAN, Encoding.I16, part, ELEMENTS, false));
    for (Part other : Part.values()) {
      if (other != part) {
        assertThat(file).isNotEqualTo(file(MEAN, Encoding.I16, other, ELEMENTS, false));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void anUpdateThatEndsEarlyIsAnError(Encoding encoding) throws IOException {
    Shard all = Shard.cut(TENSORS, ELEMENTS).getFirst();
    byte[] update = new byte[encoding.bytes() * (ELEMENTS - 1)];
    for (Quanta quanta :
        List.of(
            new StreamedQuanta(new ByteArrayInputStream(update), encoding),
            new MappedQuanta(MemorySegment.ofArray(update), encoding))) {
      var values =
          new NewValues(
              new Combination.Mean(List.of(1)),
              Voter.ofEach(1),
              List.of(quanta),
              encoding.valueBits(),
              Optimizer.none(),
              Part.WEIGHTS);
      var sources =
          new AggregateStream.Sources(
              new ByteArrayInputStream(new byte[4 * ELEMENTS]), List.of(), List.of(quanta));
      try (var stream = new AggregateStream(all, values, sources)) {
        assertThatThrownBy(() -> stream.transferTo(new ByteArrayOutputStream()))
            .isInstanceOf(EOFException.class);
      }
    }
  }

  @Test
  void aResultThatIsNotFiniteIsRefused() throws IOException {
    Shard one = Shard.cut(List.of(new TensorRange(1, -100)), 1).getFirst();
    var update = new StreamedQuanta(new ByteArrayInputStream(new byte[] {127}), Encoding.I8);
    var values =
        new NewValues(
            new Combination.Mean(List.of(1)),
            Voter.ofEach(1),
            List.of(update),
            8,
            Optimizer.none(),
            Part.WEIGHTS);
    byte[] base = bytes(Encoding.I32, List.of(Float.floatToIntBits(Float.MAX_VALUE)));
    var sources =
        new AggregateStream.Sources(new ByteArrayInputStream(base), List.of(), List.of(update));
    try (var stream = new AggregateStream(one, values, sources)) {
      assertThatThrownBy(stream::read).isInstanceOf(ArithmeticException.class);
    }
  }

  private static byte[] file(
      Combination combination, Encoding encoding, Part part, int shardElements, boolean isMapped)
      throws IOException {
    var joined = new ByteArrayOutputStream();
    for (Shard shard : Shard.cut(TENSORS, shardElements)) {
      try (InputStream stream = stream(shard, combination, encoding, part, isMapped)) {
        stream.transferTo(joined);
      }
    }
    return joined.toByteArray();
  }

  private static InputStream stream(
      Shard shard, Combination combination, Encoding encoding, Part part, boolean isMapped) {
    var random = new Random(1);
    int from = (int) shard.from();
    int to = (int) shard.to();
    List<Quanta> updates = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<Integer> values =
          random
              .ints(ELEMENTS, -encoding.maxQuantum(), encoding.maxQuantum() + 1)
              .boxed()
              .toList()
              .subList(from, to);
      byte[] bytes = bytes(encoding, values);
      updates.add(
          isMapped
              ? new MappedQuanta(MemorySegment.ofArray(bytes), encoding)
              : new StreamedQuanta(new ByteArrayInputStream(bytes), encoding));
    }
    byte[] ones = bytes(Encoding.I32, Collections.nCopies(to - from, Float.floatToIntBits(0.125f)));
    var values =
        new NewValues(combination, Voter.ofEach(3), updates, encoding.valueBits(), ADAM, part);
    return new AggregateStream(
        shard,
        values,
        new AggregateStream.Sources(
            new ByteArrayInputStream(ones),
            List.of(new ByteArrayInputStream(ones), new ByteArrayInputStream(ones)),
            updates));
  }

  private static byte[] bytes(Encoding encoding, List<Integer> values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.size() * encoding.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      switch (encoding) {
        case I8 -> buffer.put((byte) value);
        case I16 -> buffer.putShort((short) value);
        case I32 -> buffer.putInt(value);
      }
    }
    return buffer.array();
  }
}
