package io.commonweight.sdk.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.json.JsonException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeySetTest {
  private static final byte[] SEED = Sha256.of(new byte[0]).bytes();

  private final List<VerifyingKey> keys =
      Stream.of(Algorithm.values())
          .map(algorithm -> SigningKey.ofSeed(algorithm, SEED).verifyingKey())
          .toList();
  private final KeySet set = KeySet.of(keys);

  @Test
  void whatIsEncodedIsRead() throws JsonException {
    KeySet read = KeySet.parse(set.encode());

    assertThat(read.encode()).isEqualTo(set.encode());
    assertThat(keys).allSatisfy(key -> assertThat(read.find(key.fingerprint())).hasValue(key));
  }

  @Test
  void keyThatComesTwiceIsRefused() {
    assertThatThrownBy(() -> KeySet.of(List.of(keys.get(0), keys.get(0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("comes twice");
  }

  @Test
  void keysInAnotherOrderAreRefused() {
    String sorted = new String(set.encode(), UTF_8);
    String first = base64(keys.get(0));
    String second = base64(keys.get(1));
    String swapped = sorted.replace(first, "?").replace(second, first).replace("?", second);

    assertRefused(swapped, "not sorted");
  }

  @Test
  void secondSpellingOfAKeyIsRefused() {
    assertRefused(new String(set.encode(), UTF_8).replaceFirst("=", ""), "canonical base64");
  }

  @Test
  void longerDerThanAnyKeysIsRefused() {
    String der = Base64.getEncoder().encodeToString(new byte[1 << 20]);

    assertRefused("{\"keys\":[\"" + der + "\"]}", "not the canonical DER of a public key");
  }

  @Test
  void keysOfTheLargestFederationFit() throws JsonException {
    var random = new Random(7);
    int members = 256;
    Stream<VerifyingKey> rootsWitnessesAndBundles =
        Stream.of(
                Collections.nCopies(2 * members, Algorithm.ED25519),
                Collections.nCopies(members, Algorithm.ML_DSA_65),
                Collections.nCopies(members, Algorithm.P_256),
                Collections.nCopies(members, Algorithm.ML_DSA_44))
            .flatMap(List::stream)
            .map(algorithm -> any(algorithm, random));
    Stream<VerifyingKey> log =
        Stream.of(any(Algorithm.ED25519, random), any(Algorithm.ML_DSA_44, random));

    KeySet largest = KeySet.of(Stream.concat(rootsWitnessesAndBundles, log).toList());

    assertThat(largest.encode()).hasSize(1_197_632).hasSizeLessThan(KeySet.MAX_BYTES);
    assertThat(KeySet.parse(largest.encode()).digest()).isEqualTo(largest.digest());
  }

  private static VerifyingKey any(Algorithm algorithm, Random random) {
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    return SigningKey.ofSeed(algorithm, seed).verifyingKey();
  }

  private static void assertRefused(String json, String cause) {
    assertThatThrownBy(() -> KeySet.parse(json.getBytes(UTF_8)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining(cause);
  }

  private static String base64(VerifyingKey key) {
    return Base64.getEncoder().encodeToString(key.spki());
  }
}
