package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter.Algorithm;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter.Mode;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretSharingTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] SECRET = HEX.parseHex("00ff0102".repeat(8));

  static LongStream seeds() {
    return LongStream.range(0, 10);
  }

  /** draft-mcgrew-tss-03, §8: the secret "test" and a zero, any two of two shares. */
  @Test
  void sharesOfTheDraftGiveItsSecret() {
    Map<Integer, byte[]> shares =
        Map.of(1, HEX.parseHex("b9fa07e185"), 2, HEX.parseHex("f5409b4511"));

    assertThat(HEX.formatHex(SecretSharing.interpolate(shares, 0))).isEqualTo("7465737400");
  }

  /** FIPS 197 §4.2: {57} · {83} = {c1} and {57} · {13} = {fe}. */
  @Test
  void productsAreThoseOfAes() {
    assertThat(SecretSharing.multiply(0x57, 0x83)).isEqualTo(0xc1);
    assertThat(SecretSharing.multiply(0x57, 0x13)).isEqualTo(0xfe);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyThresholdOfSharesGivesTheSecret(long seed) {
    SortedMap<Integer, byte[]> shares = split(3, 5, seed);

    for (int bits = 0; bits < 32; bits++) {
      Map<Integer, byte[]> some = some(shares, bits);
      if (some.size() >= 3) {
        assertThat(SecretSharing.interpolate(some, 0)).isEqualTo(SECRET);
      }
    }
  }

  @Test
  void fewerSharesFitEverySecret() {
    SortedMap<Integer, byte[]> two = split(3, 2, 1);
    boolean[] seen = new boolean[256];

    for (int other = 0; other < 256; other++) {
      Map<Integer, byte[]> three = new TreeMap<>(two);
      three.put(3, new byte[] {(byte) other});
      three.replaceAll((coordinate, share) -> new byte[] {share[0]});
      int secret = SecretSharing.interpolate(three, 0)[0] & 0xff;
      assertThat(seen[secret]).isFalse();
      seen[secret] = true;
    }
  }

  @Test
  void bouncyCastleCombinesOurShares() throws IOException {
    SortedMap<Integer, byte[]> shares = split(12, 20, 4);
    ShamirSplitSecretShare[] theirs =
        IntStream.range(5, 17)
            .mapToObj(c -> new ShamirSplitSecretShare(SecAggFixture.get(shares, c), c))
            .toArray(ShamirSplitSecretShare[]::new);

    assertThat(new ShamirSplitSecret(Algorithm.AES, Mode.Native, theirs).getSecret())
        .isEqualTo(SECRET);
  }

  @Test
  void shareOfAnotherCoordinateIsHadFromAThreshold() {
    SortedMap<Integer, byte[]> shares = split(3, 5, 6);

    assertThat(SecretSharing.interpolate(some(shares, 0b10101), 2))
        .isEqualTo(SecAggFixture.get(shares, 2));
  }

  @Test
  void coordinateOfTheSecretIsRefused() {
    assertThatThrownBy(() -> SecretSharing.split(SECRET, 2, List.of(0, 1), new SeededRandom(1)))
        .hasMessage("no coordinate of a share: 0");
  }

  private static SortedMap<Integer, byte[]> split(int threshold, int holders, long seed) {
    return SecretSharing.split(
        SECRET,
        threshold,
        IntStream.rangeClosed(1, holders).boxed().toList(),
        new SeededRandom(seed));
  }

  private static Map<Integer, byte[]> some(SortedMap<Integer, byte[]> shares, int bits) {
    Map<Integer, byte[]> some = new TreeMap<>();
    shares.forEach(
        (coordinate, share) -> {
          if (((bits >> (coordinate - 1)) & 1) == 1) {
            some.put(coordinate, share);
          }
        });
    return some;
  }
}
