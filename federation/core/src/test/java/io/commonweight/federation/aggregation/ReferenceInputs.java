package io.commonweight.federation.aggregation;

import io.commonweight.sdk.statement.Encoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Seeded files of base, states and updates, and what stands in them. Two further updates do not
 * count: {@code bad} has a value out of range, {@code loud} is too long by one.
 *
 * @param updates those that count, by node
 */
record ReferenceInputs(
    Path folder,
    Encoding encoding,
    List<Contribution> contributions,
    List<List<Integer>> updates,
    OldFiles old,
    BigInteger normBound) {
  static final List<String> NAMES = List.of("a.weight", "b.empty", "c.bias");
  static final List<TensorRange> TENSORS =
      List.of(new TensorRange(1100, 12), new TensorRange(0, 9), new TensorRange(31, 17));
  static final int ELEMENTS = 1131;
  private static final int NODES = 13;
  private static final int ORGANIZATIONS = 8;

  static ReferenceInputs write(Path folder, Encoding encoding, Random random) throws IOException {
    int most = encoding.maxQuantum();
    List<Integer> bad = new ArrayList<>(Collections.nCopies(ELEMENTS, 0));
    bad.set(ELEMENTS - 1, -most - 1);
    List<Integer> loud = Collections.nCopies(ELEMENTS, most);
    var inputs =
        new ReferenceInputs(
            folder,
            encoding,
            contributions(random),
            IntStream.range(0, NODES).mapToObj(_ -> update(random, most)).toList(),
            old(random),
            norm(loud).subtract(BigInteger.ONE));
    Files.createDirectories(folder);
    inputs.write("bad", bad);
    inputs.write("loud", loud);
    for (int i = 0; i < NODES; i++) {
      inputs.write(inputs.contributions.get(i).node(), inputs.updates.get(i));
    }
    Files.write(folder.resolve("base"), file(inputs.old.weights()));
    Files.write(folder.resolve("momentum"), file(inputs.old.momentum()));
    Files.write(folder.resolve("variance"), file(inputs.old.variance()));
    return inputs;
  }

  private static List<Contribution> contributions(Random random) {
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      int organization = i < ORGANIZATIONS ? ORGANIZATIONS - i : random.nextInt(ORGANIZATIONS);
      contributions.add(
          new Contribution(
              "node%02d".formatted(i),
              "org" + organization,
              1 + random.nextInt(900),
              random.nextInt(Weights.MAX_STALENESS + 1)));
    }
    return contributions;
  }

  private static List<Integer> update(Random random, int most) {
    int width = 1 + random.nextInt(most);
    return random.ints(ELEMENTS, -width, width).boxed().toList();
  }

  /** Of all sizes, and with zeros of both signs. */
  private static OldFiles old(Random random) {
    var old = new OldFiles(ELEMENTS);
    for (int i = 0; i < ELEMENTS; i++) {
      old.weights()[i] = small(random);
      old.momentum()[i] = small(random);
      old.variance()[i] = Math.abs(small(random));
    }
    return old;
  }

  private static float small(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> 0f;
      case 1 -> -0f;
      case 2 -> Math.scalb((float) random.nextGaussian(), -140); // subnormal
      default -> Math.scalb((float) random.nextGaussian(), -random.nextInt(12));
    };
  }

  /** The squared norm, in units of that of the largest scale. */
  static BigInteger norm(List<Integer> values) {
    int maxScale = Dagg1.maxScale(TENSORS.stream().map(TensorRange::scale).toList());
    BigInteger norm = BigInteger.ZERO;
    int at = 0;
    for (TensorRange tensor : TENSORS) {
      for (int i = 0; i < tensor.elements(); i++) {
        BigInteger square = BigInteger.valueOf(values.get(at++)).pow(2);
        norm = norm.add(square.shiftLeft(2 * (maxScale - tensor.scale())));
      }
    }
    return norm;
  }

  private void write(String node, List<Integer> values) throws IOException {
    ByteBuffer data =
        ByteBuffer.allocate(ELEMENTS * encoding.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int q : values) {
      switch (encoding) {
        case I8 -> data.put((byte) q);
        case I16 -> data.putShort((short) q);
        case I32 -> data.putInt(q);
      }
    }
    Files.write(folder.resolve(node), file(encoding.name(), encoding.bytes(), data.array()));
  }

  /** The bytes of a file of weights or of a state. */
  static byte[] file(float[] values) {
    ByteBuffer data =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return file("F32", Float.BYTES, data.array());
  }

  private static byte[] file(String dtype, int bytes, byte[] data) {
    StringBuilder header = new StringBuilder("{");
    long offset = 0;
    for (int i = 0; i < NAMES.size(); i++) {
      long elements = TENSORS.get(i).elements();
      long end = offset + bytes * elements;
      header.append(
          "%s\"%s\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[%d,%d]}"
              .formatted(i == 0 ? "" : ",", NAMES.get(i), dtype, elements, offset, end));
      offset = end;
    }
    byte[] text = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
    var file = new ByteArrayOutputStream();
    file.writeBytes(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .array());
    file.writeBytes(text);
    file.writeBytes(data);
    return file.toByteArray();
  }
}
