package io.commonweight.trainer.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.privacy.KeyStream;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.sdk.weights.Safetensors;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoisyUpdateTest {
  private static final int WEIGHTS = 20_000;
  private static final int QUANTA = 1 << 16;

  @TempDir Path folder;

  /** Without a difference, the integers are the noise: of σ = 2·0.5·2^16 quanta. */
  @Test
  void updateIsBlurredByTheMultiplierTimesTheClip() throws Exception {
    int[] noisy = pack(protection("2", "0.5"), open("1000000000000000000"), 0);

    double variance = Arrays.stream(noisy).mapToDouble(q -> (double) q * q).average().orElseThrow();
    assertThat(variance / QUANTA / QUANTA).isCloseTo(1, within(4 * Math.sqrt(2.0 / WEIGHTS)));
    assertThat(Arrays.stream(noisy).average().orElseThrow() / QUANTA)
        .isCloseTo(0, within(4 / Math.sqrt(WEIGHTS)));
  }

  /** A difference of 1 in each of 20,000 weights is 141 long; clipped to 3 it is 0.0212 in each. */
  @Test
  void differenceIsClippedBeforeTheNoise() throws Exception {
    int[] noisy = pack(protection("0.001", "3"), open("1000000000000000000"), 1);

    double mean = Arrays.stream(noisy).average().orElseThrow() / QUANTA;
    assertThat(mean).isCloseTo(3 / Math.sqrt(WEIGHTS), within(0.0001));
  }

  /**
   * The quantum of the second tensor is worth 8 of the first's, so its noise is 8 times smaller.
   */
  @Test
  void coarserTensorsGetTheSameNoiseInUnitsOfTheWeights() throws Exception {
    RoundOpen open =
        open(
            "1000000000000000000",
            List.of(new RoundOpen.Scale("a", 16), new RoundOpen.Scale("b", 13)));
    var base = new TreeMap<String, FloatTensor>();
    base.put("a", tensor(0));
    base.put("b", tensor(0));
    Path blob = folder.resolve("update");
    new UpdatePacker(open, protection("1", "1"), random()).pack(base, base, blob);

    double fine = deviation(ints(blob, "a"));
    double coarse = deviation(ints(blob, "b"));
    assertThat(fine / coarse).isCloseTo(8, within(0.2));
    assertThat(fine / QUANTA).isCloseTo(1, within(0.03));
  }

  @Test
  void valuesBeyondTheIntegersBecomeTheLargest() throws Exception {
    int[] noisy = pack(protection("1", "100"), open("9".repeat(30)), 0);

    int largest = (1 << 23) - 1;
    assertThat(Arrays.stream(noisy).map(Math::abs).max()).hasValue(largest);
    assertThat(Arrays.stream(noisy).filter(q -> Math.abs(q) == largest).count())
        .isBetween(3600L, 4500L); // 20 % of a normal distribution lie beyond 1.28 σ
  }

  /** Expected: 20,000·(2^16)² + 2^32; the bound is that, so that chance decides. */
  @Test
  void noiseThatLiftsTheUpdateOverTheBoundIsScaledDownToIt() throws Exception {
    long expected = (WEIGHTS + 1L) * QUANTA * QUANTA;
    RoundOpen open = open(Long.toString(expected));
    Protection protection = protection("1", "1");
    assertThatCode(() -> protection.requireRoom(open, WEIGHTS)).doesNotThrowAnyException();
    int shrunk = 0;
    for (int seed = 0; seed < 8; seed++) {
      var packer = new UpdatePacker(open, protection, stream(seed));
      double factor = packer.pack(weights(0), weights(0), folder.resolve("update")).shrink();
      int[] noisy = ints(folder.resolve("update"), "w");
      long norm = Arrays.stream(noisy).mapToLong(q -> (long) q * q).sum();

      assertThat(norm).isLessThanOrEqualTo(expected);
      assertThat(factor).isBetween(0.95, 1.0);
      shrunk += factor < 1 ? 1 : 0;
    }
    assertThat(shrunk).isBetween(1, 7);
  }

  @Test
  void noiseThatTheBoundHasNoRoomForIsRefusedWithTheClipThatFits() throws Exception {
    long bound = 10_000L * QUANTA * QUANTA;
    RoundOpen open = open(Long.toString(bound));

    assertThatThrownBy(() -> protection("1", "1").requireRoom(open, WEIGHTS))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("on 20000 weights has an expected squared length")
        .hasMessageContaining("a --privacy-clip of at most 0.707");
    protection("1", "0.707").requireRoom(open, WEIGHTS);
  }

  @Test
  void noiseWiderThanTheIntegersIsRefused() {
    assertThatThrownBy(() -> protection("2", "100").requireRoom(open("9".repeat(30)), WEIGHTS))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("is wider than the integers of round 3");
  }

  @Test
  void clipOfLessThanAQuantumIsRefused() {
    assertThatThrownBy(() -> protection("1", "0.00001").requireRoom(open("1000"), 1))
        .isInstanceOf(GateException.class)
        .hasMessageContaining("shorter than one quantum");
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    for (String bad : List.of("0", "-1", "1e-7", "1e7", "1e999999999")) {
      assertThatThrownBy(() -> protection(bad, "1")).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> protection("1", bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private int[] pack(Protection protection, RoundOpen open, float difference) throws Exception {
    Path blob = folder.resolve("update");
    new UpdatePacker(open, protection, random()).pack(weights(0), weights(difference), blob);
    return ints(blob, "w");
  }

  private static int[] ints(Path blob, String tensor) throws Exception {
    return Optional.ofNullable(Safetensors.readInts(blob).get(tensor)).orElseThrow().toArray();
  }

  private static double deviation(int[] values) {
    return Math.sqrt(
        Arrays.stream(values).mapToDouble(q -> (double) q * q).average().orElseThrow());
  }

  private static Protection protection(String noiseMultiplier, String clip) {
    return new Protection(new BigDecimal(noiseMultiplier), new BigDecimal(clip));
  }

  private static KeyStream random() {
    return stream(1);
  }

  private static KeyStream stream(int seed) {
    byte[] secret = new byte[KeyStream.SECRET_BYTES];
    secret[0] = (byte) seed;
    return new KeyStream(secret);
  }

  private static RoundOpen open(String bound) {
    return open(bound, List.of(new RoundOpen.Scale("w", 16)));
  }

  private static RoundOpen open(String bound, List<RoundOpen.Scale> scales) {
    return new RoundOpen(
        FederationFixture.digest("charter"),
        3,
        FederationFixture.digest("release"),
        FederationFixture.digest("base"),
        scales,
        FederationFixture.SPEC_ID,
        bound,
        10_000,
        10_000,
        1 << 20,
        1,
        60,
        Encoding.I32,
        Rule.mean(),
        Optimizer.none(),
        0,
        0,
        Charter.Privacy.OPEN);
  }

  private static SortedMap<String, FloatTensor> weights(float value) {
    var weights = new TreeMap<String, FloatTensor>();
    weights.put("w", tensor(value));
    return weights;
  }

  private static FloatTensor tensor(float value) {
    float[] values = new float[WEIGHTS];
    IntStream.range(0, WEIGHTS).forEach(i -> values[i] = value);
    return FloatTensor.of(List.of((long) WEIGHTS), values);
  }
}
