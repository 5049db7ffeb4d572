package io.commonweight.sdk.weights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsTest {

  @TempDir private Path folder;

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @Test
  void equalWeightsHaveEqualBytes() throws IOException {
    FloatTensor b = FloatTensor.of(List.of(2L, 1L), 1.5f, -0.0f);
    FloatTensor a = FloatTensor.of(List.of(), 3);
    Map<String, FloatTensor> backwards = new LinkedHashMap<>();
    backwards.put("b", b);
    backwards.put("a", a);

    Safetensors.writeFloats(folder.resolve("1"), Map.of("a", a, "b", b));
    Safetensors.writeFloats(folder.resolve("2"), backwards);

    byte[] bytes = Files.readAllBytes(folder.resolve("1"));
    assertThat(Files.readAllBytes(folder.resolve("2"))).isEqualTo(bytes);
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[4,12]}}";
    int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    assertThat(new String(bytes, 8, length, UTF_8)).startsWith(header).hasSize(144);
    assertThat(new String(bytes, 8, length, UTF_8).strip()).isEqualTo(header);
    assertThat(bytes).hasSize(8 + 144 + 12).endsWith(0, 0, 0xc0, 0x3f, 0, 0, 0, 0x80);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tensorsComeBackBitForBit(long seed) throws IOException {
    var random = new Random(seed);
    Map<String, IntTensor> ints = new LinkedHashMap<>();
    Map<String, FloatTensor> floats = new LinkedHashMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      List<Long> shape = List.of((long) random.nextInt(4), 1L, (long) random.nextInt(9));
      int[] values = random.ints(shape.getFirst() * shape.getLast()).toArray();
      ints.put("layers." + i + ".weight", IntTensor.of(shape, values));
      float[] bits = new float[values.length];
      for (int j = 0; j < bits.length; j++) {
        bits[j] = Float.intBitsToFloat(values[j]);
      }
      floats.put("layers/" + i, FloatTensor.of(shape, bits));
    }
    Path file = folder.resolve("file");

    Safetensors.writeInts(file, Dtype.I32, ints);
    assertThat(Safetensors.readInts(file)).isEqualTo(ints);
    Safetensors.writeFloats(file, floats);
    assertThat(Safetensors.readFloats(file)).isEqualTo(floats);
  }

  @Test
  void widerElementsComeFirst() {
    SafetensorsHeader layout =
        SafetensorsWriter.layout(
            List.of(
                TensorInfo.at(0, "a", Dtype.BF16, List.of(3L)),
                TensorInfo.at(0, "c", Dtype.F32, List.of(1L)),
                TensorInfo.at(0, "b", Dtype.I32, List.of(1L)),
                TensorInfo.at(0, "z", Dtype.I64, List.of(1L))));

    assertThat(layout.tensors().stream().map(t -> t.name() + t.begin() + "-" + t.end()))
        .containsExactly("z0-8", "b8-12", "c12-16", "a16-22");
    assertThat(layout.dataOffset() % 8).isZero();
  }

  @Test
  void windowsAreReadFromTheMiddle() throws IOException {
    Path file = folder.resolve("file");
    Safetensors.writeFloats(
        file,
        Map.of(
            "a", FloatTensor.of(List.of(2L), 8, 9),
            "b", FloatTensor.of(List.of(2L, 3L), 0, 1, 2, 3, 4, 5)));
    try (FileChannel channel = FileChannel.open(file)) {
      TensorData data = TensorData.open(channel);
      TensorInfo b = data.header().tensor("b").orElseThrow();

      assertThat(data.floats(b, 2, 3)).isEqualTo(FloatBuffer.wrap(new float[] {2, 3, 4}));
      assertThat(data.floats(b, 6, 0).hasRemaining()).isFalse();
      assertThatThrownBy(() -> data.floats(b, 4, 3)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> data.floats(b, -1, 1)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> data.ints(b, 0, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("tensor b is F32, no signed integer");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Dtype.class,
      names = {"I8", "I16", "I32"})
  void integersOfEveryWidthComeBack(Dtype dtype) throws IOException {
    Path file = folder.resolve("file");
    Map<String, IntTensor> tensors = Map.of("a", IntTensor.of(List.of(3L), -128, 0, 127));

    Safetensors.writeInts(file, dtype, tensors);

    assertThat(Safetensors.readInts(file)).isEqualTo(tensors);
    try (FileChannel channel = FileChannel.open(file)) {
      TensorInfo a = TensorData.open(channel).header().tensor("a").orElseThrow();
      assertThat(a.end() - a.begin()).isEqualTo(3L * dtype.bytes());
    }
  }

  @Test
  void aTensorOfAnotherTypeIsRefused() throws IOException {
    Path file = folder.resolve("file");
    Safetensors.writeInts(file, Dtype.I32, Map.of("a", IntTensor.of(List.of(1L), 1)));

    assertThatThrownBy(() -> Safetensors.readFloats(file))
        .isInstanceOf(SafetensorsException.class)
        .hasMessage("tensor a is I32 of 1 elements, not F32 of fewer than 2^29");
  }

  @Test
  void aWriterKnowsWhatIsMissingAndWhatIsTooMuch() throws IOException {
    SafetensorsHeader layout =
        SafetensorsWriter.layout(List.of(TensorInfo.at(0, "a", Dtype.U8, List.of(4L))));
    try (FileChannel channel = open(folder.resolve("file"))) {
      var writer = new SafetensorsWriter(channel, layout);
      writer.write(ByteBuffer.allocate(3));

      assertThatThrownBy(writer::finish)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("1 bytes of tensor data were never written");
      assertThatThrownBy(() -> writer.write(ByteBuffer.allocate(2)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aFailedWriteLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "old");

    assertThatThrownBy(
            () ->
                DurableFile.write(
                    file,
                    channel -> {
                      channel.write(ByteBuffer.allocate(9));
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("file");
  }

  @Test
  void nonFiniteValuesAreFound() throws IOException {
    assertThat(check(Dtype.F32, List.of(0x7f7fffff, 0x80000000, 0x7f800000)))
        .isEqualTo("w element 2");
    assertThat(check(Dtype.F32, List.of(0x7f7fffff, 0x7fc00001))).isEqualTo("w element 1");
    assertThat(check(Dtype.F16, List.of(0x7bff, 0xfc00))).isEqualTo("w element 1");
    assertThat(check(Dtype.BF16, List.of(0x7f7f, 0x0001, 0x7f81))).isEqualTo("w element 2");
    assertThat(check(Dtype.I32, List.of(0x7fc00001))).isEqualTo("none");
    assertThat(check(Dtype.F16, List.of(0x7bff, 0x8001))).isEqualTo("none");
    assertThatThrownBy(() -> check(Dtype.F8_E4M3, List.of(0)))
        .isInstanceOf(SafetensorsException.class)
        .hasMessage("tensor w is F8_E4M3: convert it to BF16 or F32");
  }

  @Test
  void everyWindowIsLookedInto() throws IOException {
    float[] values = new float[300_000];
    values[299_999] = Float.NEGATIVE_INFINITY;
    Path file = folder.resolve("file");
    Safetensors.writeFloats(file, Map.of("w", FloatTensor.of(List.of(300_000L), values)));
    try (FileChannel channel = FileChannel.open(file)) {
      assertThat(FiniteCheck.firstNonFinite(TensorData.open(channel)))
          .contains("tensor w element 299999");
    }
  }

  private String check(Dtype dtype, List<Integer> bits) throws IOException {
    SafetensorsHeader layout =
        SafetensorsWriter.layout(
            List.of(TensorInfo.at(0, "w", dtype, List.of((long) bits.size()))));
    Path file = folder.resolve("check");
    try (FileChannel out = open(file)) {
      var writer = new SafetensorsWriter(out, layout);
      for (int b : bits) {
        ByteBuffer element = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(b);
        writer.write(element.flip().limit(dtype.bytes()));
      }
      writer.finish();
    }
    try (FileChannel in = FileChannel.open(file)) {
      return FiniteCheck.firstNonFinite(TensorData.open(in)).orElse("none").replace("tensor ", "");
    } finally {
      Files.delete(file);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, java.nio.file.StandardOpenOption.CREATE_NEW, java.nio.file.StandardOpenOption.WRITE);
  }
}
