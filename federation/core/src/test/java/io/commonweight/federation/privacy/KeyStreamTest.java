package io.commonweight.federation.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class KeyStreamTest {

  /** RFC 8439, A.1, vectors 1 and 2: a key and a nonce of zeros, blocks 0 and 1. */
  @Test
  void streamIsChaCha20OfTheSecret() {
    var stream = new KeyStream(new byte[KeyStream.SECRET_BYTES]);

    assertThat(stream.nextLong()).isEqualTo(Long.reverseBytes(0x76b8e0ada0f13d90L));
    assertThat(stream.nextLong()).isEqualTo(Long.reverseBytes(0x405d6ae55386bd28L));
    for (int i = 2; i < 8; i++) {
      stream.nextLong();
    }
    assertThat(stream.nextLong()).isEqualTo(Long.reverseBytes(0x9f07e7be5551387aL));
  }

  @Test
  void freshStreamsDiffer() {
    var random = new SecureRandom();

    assertThat(KeyStream.fresh(random).nextLong()).isNotEqualTo(KeyStream.fresh(random).nextLong());
  }

  @Test
  void secretsOfAnotherLengthAreRefused() {
    assertThatThrownBy(() -> new KeyStream(new byte[16]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a secret of 16 bytes, not 32");
  }
}
