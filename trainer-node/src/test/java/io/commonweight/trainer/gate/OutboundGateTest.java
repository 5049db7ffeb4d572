package io.commonweight.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.aggregation.Rounding;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.weights.Dtype;
import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.sdk.weights.IntTensor;
import io.commonweight.sdk.weights.Safetensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundGateTest {
  private static final List<Release.Tensor> TENSORS =
      List.of(new Release.Tensor("a", List.of(2L)), new Release.Tensor("b", List.of(1L, 2L)));

  @TempDir Path folder;

  @Test
  void updateOfTheRoundPassesAndIsDescribedAsItLiesOnDisk() throws Exception {
    Path blob = folder.resolve("update");
    SortedMap<String, FloatTensor> base = weights(0, 0);
    double shrink =
        new UpdatePacker(open("1000000", 1 << 20), new Rounding.Nearest())
            .pack(base, weights(1, 2), blob)
            .shrink();

    Departure departure = new OutboundGate(open("1000000", 1 << 20), TENSORS).examine(blob);

    assertThat(shrink).isEqualTo(1);
    assertThat(departure).isEqualTo(new Departure(Sha256.of(blob), Files.size(blob), 2, "2560"));
    assertThat(Safetensors.readInts(blob).get("b"))
        .isEqualTo(IntTensor.of(List.of(1L, 2L), 32, 32));
  }

  @Test
  void updateThatIsTooLongIsShrunkUntilItPasses() throws Exception {
    Path blob = folder.resolve("update");
    RoundOpen open = open("100", 1 << 20);

    double shrink =
        new UpdatePacker(open, new Rounding.Nearest())
            .pack(weights(0, 0), weights(10, 20), blob)
            .shrink();

    assertThat(shrink).isLessThan(0.1);
    assertThat(Long.parseLong(new OutboundGate(open, TENSORS).examine(blob).norm()))
        .isLessThanOrEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void weightsThatAreNotFiniteLeaveNothingBehind(float bad) {
    Path blob = folder.resolve("update");

    assertThatThrownBy(
            () ->
                new UpdatePacker(open("1000000", 1 << 20), new Rounding.Nearest())
                    .pack(weights(0, 0), weights(1, bad), blob))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("not-finite")
        .hasMessageContaining("nothing leaves this site");
    assertThat(blob).doesNotExist();
  }

  @Test
  void tensorsOfAnotherRoundAreNotPacked() {
    SortedMap<String, FloatTensor> other = new TreeMap<>();
    other.put("c", FloatTensor.of(List.of(1L), 1));

    assertThatThrownBy(
            () ->
                new UpdatePacker(open("1000000", 1 << 20), new Rounding.Nearest())
                    .pack(other, other, folder.resolve("update")))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("scales the tensors [a, b], but the base has [c]");
  }

  @Test
  void fileBeyondTheSizeLimitStays() throws IOException {
    Path blob = ints(Map.of("a", ones(2L), "b", ones(1L, 2L)));

    assertThatThrownBy(() -> new OutboundGate(open("1000000", 64), TENSORS).examine(blob))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("takes at most 64");
  }

  @Test
  void fileBeyondTheNormBoundStays() throws IOException {
    Path blob = ints(Map.of("a", ones(2L), "b", ones(1L, 2L)));

    assertThatThrownBy(() -> new OutboundGate(open("3", 1 << 20), TENSORS).examine(blob))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("norm-exceeded");
  }

  @Test
  void tensorOfAnotherShapeStays() throws IOException {
    assertStays(ints(Map.of("a", ones(2L), "b", ones(2L, 1L))), "has tensors");
  }

  @Test
  void additionalTensorStays() throws IOException {
    assertStays(ints(Map.of("a", ones(2L), "b", ones(1L, 2L), "c", ones(1L))), "has tensors");
  }

  @Test
  void aNarrowUpdateLeavesInItsEncodingAndWhatIsLeftOverStays() throws Exception {
    RoundOpen open = open("1000000", 1 << 20, Encoding.I8);
    Path blob = folder.resolve("narrow");
    var rounding = new Rounding.Stochastic(new Random(3), List.of());

    UpdatePacker.Packed packed =
        new UpdatePacker(open, rounding).pack(weights(0, 0), weights(1.03f, 2), blob);

    assertThat(new OutboundGate(open, TENSORS).examine(blob).tensors()).isEqualTo(2);
    IntTensor a = Safetensors.readInts(blob).values().iterator().next();
    float sent = a.toArray()[0] / 16f;
    FloatTensor left = packed.left().values().iterator().next();
    assertThat(left.toArray()[0]).isEqualTo(1.03f - sent);
    assertThat(Math.abs(1.03f - sent)).isPositive().isLessThan(1 / 16f);
  }

  @Test
  void anUpdateOfAnotherEncodingStays() throws Exception {
    Path blob = folder.resolve("wide");
    var _ =
        new UpdatePacker(open("1000000", 1 << 20), new Rounding.Nearest())
            .pack(weights(0, 0), weights(1, 2), blob);

    assertThatThrownBy(
            () -> new OutboundGate(open("1000000", 1 << 20, Encoding.I16), TENSORS).examine(blob))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("is I32, round 1 asks for I16");
  }

  @Test
  void plainWeightsStay() throws IOException {
    Path blob = folder.resolve("floats");
    Safetensors.writeFloats(blob, weights(1, 2));

    assertStays(blob, "is F32, round");
  }

  @Test
  void recordingInPlaceOfAnUpdateStays() throws IOException {
    Path blob = folder.resolve("recording");
    Files.write(blob, "PAR1 private frames".getBytes(StandardCharsets.UTF_8));

    assertStays(blob, "no file of integers");
  }

  @Test
  void metadataOfAnyKindStays() throws IOException {
    String header =
        "{\"__metadata__\":{\"format\":\"pt\",\"operator\":\"jane\"},"
            + "\"a\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    String padded = header + " ".repeat(Math.floorMod(-header.length(), 8));
    ByteBuffer file =
        ByteBuffer.allocate(8 + padded.length() + 8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(padded.length())
            .put(padded.getBytes(StandardCharsets.US_ASCII));
    Path blob = folder.resolve("metadata");
    Files.write(blob, file.array());

    assertStays(blob, "carries metadata");
  }

  private static void assertStays(Path blob, String reason) {
    assertThatThrownBy(() -> new OutboundGate(open("1000000", 1 << 20), TENSORS).examine(blob))
        .isInstanceOf(GateException.class)
        .hasMessageContaining(reason);
  }

  private Path ints(Map<String, IntTensor> tensors) throws IOException {
    Path blob = folder.resolve("ints");
    Safetensors.writeInts(blob, Dtype.I32, tensors);
    return blob;
  }

  private static IntTensor ones(Long... shape) {
    int size = (int) List.of(shape).stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b);
    int[] values = new int[size];
    java.util.Arrays.fill(values, 1);
    return IntTensor.of(List.of(shape), values);
  }

  private static SortedMap<String, FloatTensor> weights(float a, float b) {
    SortedMap<String, FloatTensor> weights = new TreeMap<>();
    weights.put("a", FloatTensor.of(List.of(2L), a, a));
    weights.put("b", FloatTensor.of(List.of(1L, 2L), b, b));
    return weights;
  }

  /** A round in which the quanta of {@code a} and {@code b} are sixteenths. */
  private static RoundOpen open(String normBound, long maxBytes) {
    return open(normBound, maxBytes, Encoding.I32);
  }

  private static RoundOpen open(String normBound, long maxBytes, Encoding encoding) {
    return new RoundOpen(
        FederationFixture.digest("charter"),
        1,
        FederationFixture.digest("release"),
        FederationFixture.digest("base"),
        List.of(new RoundOpen.Scale("a", 4), new RoundOpen.Scale("b", 4)),
        FederationFixture.SPEC_ID,
        normBound,
        10_000,
        10_000,
        maxBytes,
        1,
        60,
        encoding,
        Rule.mean(),
        Optimizer.none(),
        0,
        0,
        Charter.Privacy.OPEN);
  }
}
