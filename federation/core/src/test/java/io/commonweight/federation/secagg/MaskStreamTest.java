package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskStreamTest {
  private static final byte[] ZERO_KEY = new byte[MaskStream.KEY_BYTES + MaskStream.NONCE_BYTES];

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  /** RFC 8439, appendix A.1, vectors 1 and 2: the blocks of counters 0 and 1. */
  @Test
  void elementsAreTheKeystreamOfTheRfc() {
    long[] window = new long[32];

    new MaskStream(ZERO_KEY, new Modulus(32)).add(0, window);

    assertThat(HexFormat.of().formatHex(MaskedVector.encode(window, new Modulus(32))))
        .isEqualTo(
            "76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7"
                + "da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586"
                + "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed"
                + "29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f");
  }

  /** The same RFC's vector 3: another key, counter 1. */
  @Test
  void keyIsUsedWhole() {
    byte[] key = ZERO_KEY.clone();
    key[31] = 1;
    long[] window = new long[4];

    new MaskStream(key, new Modulus(32)).add(16, window);

    assertThat(HexFormat.of().formatHex(MaskedVector.encode(window, new Modulus(32))))
        .isEqualTo("3aeb5224ecf849929b9d828db1ced4dd");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyWindowIsHadWithoutWhatComesBefore(long seed) {
    var random = new Random(seed);
    var stream = new MaskStream(ZERO_KEY, new Modulus(8 + random.nextInt(55)));
    long[] whole = new long[20_000];
    stream.add(0, whole);
    int offset = random.nextInt(whole.length);
    long[] window = new long[random.nextInt(whole.length - offset)];

    stream.add(offset, window);

    assertThat(window).isEqualTo(Arrays.copyOfRange(whole, offset, offset + window.length));
  }

  @Test
  void lastElementOfTheLongestMaskIsHad() {
    var stream = new MaskStream(ZERO_KEY, new Modulus(32));
    long[] last = new long[16];
    long[] lastButOne = new long[32];

    stream.add(MaskStream.MAX_BYTES / 4 - 16, last);
    stream.add(MaskStream.MAX_BYTES / 4 - 32, lastButOne);

    assertThat(last).isEqualTo(Arrays.copyOfRange(lastButOne, 16, 32));
    assertThat(last).isNotEqualTo(Arrays.copyOf(lastButOne, 16));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 17, 27, 32, 40, 62})
  void subtractingUndoesAdding(int bits) {
    var modulus = new Modulus(bits);
    var stream = new MaskStream(ZERO_KEY, modulus);
    long[] values = new Random(bits).longs(1000, 0, 1L << bits).toArray();
    long[] window = values.clone();

    stream.add(12_345, window);
    assertThat(window).isNotEqualTo(values);
    stream.subtract(12_345, window);

    assertThat(window).isEqualTo(values);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 31, 62})
  void elementsReachBothEndsOfTheRing(int bits) {
    long[] window = new long[1 << 16];

    new MaskStream(ZERO_KEY, new Modulus(bits)).add(0, window);

    long sixteenth = 1L << (bits - 4);
    assertThat(Arrays.stream(window).max().orElseThrow())
        .isBetween(15 * sixteenth, 16 * sixteenth - 1);
    assertThat(Arrays.stream(window).min().orElseThrow()).isBetween(0L, sixteenth);
  }

  /**
   * Seeds that differ in one bit, of any of their words: of m = 2^21 bits of the masks, m/2 agree
   * within four standard deviations √m/2, and the correlation of their 2^16 elements is below four
   * of its standard deviations, 1/√2^16.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 7, 31, 32, 63, 100, 128, 191, 200, 255})
  void masksOfSeedsThatDifferInOneBitAreIndependent(int bit) {
    byte[] seed = Sha256.of("a seed".getBytes(StandardCharsets.UTF_8)).bytes();
    byte[] other = seed.clone();
    other[bit / 8] ^= (byte) (1 << (bit % 8));

    assertIndependent(selfMask(seed), selfMask(other));
  }

  /** Generators seeded with the exclusive or of the seed's words give these two the same mask. */
  @Test
  void masksOfSeedsWithTheSameWordsInAnotherOrderAreIndependent() {
    byte[] seed = Sha256.of("a seed".getBytes(StandardCharsets.UTF_8)).bytes();
    byte[] swapped = seed.clone();
    System.arraycopy(seed, 0, swapped, 4, 4);
    System.arraycopy(seed, 4, swapped, 0, 4);

    assertIndependent(selfMask(seed), selfMask(swapped));
  }

  @Test
  void masksOfOneSeedInTwoRoundsAreIndependent() {
    byte[] seed = Sha256.of("a seed".getBytes(StandardCharsets.UTF_8)).bytes();

    assertIndependent(selfMask(seed, "round 7"), selfMask(seed, "round 8"));
  }

  private static void assertIndependent(long[] one, long[] other) {
    double bits = 32.0 * one.length;
    long agreeing = 0;
    double products = 0;
    for (int i = 0; i < one.length; i++) {
      agreeing += 32 - Long.bitCount(one[i] ^ other[i]);
      products += unit(one[i]) * unit(other[i]);
    }

    assertThat(Math.abs(agreeing - bits / 2)).isLessThan(4 * Math.sqrt(bits) / 2);
    assertThat(Math.abs(products / one.length)).isLessThan(4 / Math.sqrt(one.length));
  }

  /** An element of Z_2^32, as a number of mean 0 and variance 1 if it is uniform. */
  private static double unit(long element) {
    return (element / 0x1p32 - 0.5) * Math.sqrt(12);
  }

  private static long[] selfMask(byte[] seed) {
    return selfMask(seed, "round 7");
  }

  private static long[] selfMask(byte[] seed, String round) {
    var fixture = new SecAggFixture(new Quorum(2, 0, 2), 1 << 16, round);
    var masks = new Masks(fixture.round());
    masks.addSelf(fixture.node(0), Secret.of(seed));
    long[] window = new long[1 << 16];
    masks.apply(0, window);
    return window;
  }
}
