package io.commonweight.sdk.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class HybridKeyTest {
  private final HybridKey key = HybridKey.ofSeed(new byte[32]);

  @Test
  void theClassicalHalfNamesThePair() {
    assertThat(key.fingerprint()).isEqualTo(key.ed25519().fingerprint());
    assertThat(key.verifyingKey().fingerprint()).isEqualTo(key.fingerprint());
    assertThat(key.verifyingKey().fingerprints())
        .containsExactly(key.ed25519().fingerprint(), key.mlDsa65().fingerprint());
  }

  @Test
  void oneSeedGivesOnePairWhoseHalvesAreUnrelated() {
    assertThat(HybridKey.ofSeed(new byte[32]).verifyingKey()).isEqualTo(key.verifyingKey());
    assertThat(SigningKey.ofSeed(Algorithm.ED25519, new byte[32]).verifyingKey())
        .isNotEqualTo(key.verifyingKey().ed25519());
    assertThatThrownBy(() -> HybridKey.ofSeed(new byte[33]))
        .hasMessage("a seed has 32 bytes, not 33");
  }

  @Test
  void freshPairsDiffer() {
    var random = new SecureRandom();

    assertThat(HybridKey.generate(random).fingerprint())
        .isNotEqualTo(HybridKey.generate(random).fingerprint());
  }

  @Test
  void halvesInAnotherOrderAreRefused() {
    assertThatThrownBy(() -> new HybridKey(key.mlDsa65(), key.ed25519()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a hybrid key is one of Ed25519 and one of ML-DSA-65, not ML-DSA-65 and Ed25519");
    assertThatThrownBy(
            () ->
                new HybridVerifyingKey(key.ed25519().verifyingKey(), key.ed25519().verifyingKey()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void textFormShowsNothingSecret() {
    assertThat(key.toString())
        .isEqualTo("HybridKey[ed25519=%s, mlDsa65=%s]".formatted(key.ed25519(), key.mlDsa65()));
  }
}
