package io.commonweight.sdk.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncryptedPkcs8Test {
  private static final char[] PASSPHRASE = "pässword".toCharArray();
  private static final byte[] SECRET = "secret".getBytes(US_ASCII);

  private static final ScryptCost CHEAP = new ScryptCost(2, 1, 1);

  private final EncryptedPkcs8 encrypted =
      EncryptedPkcs8.encrypt(SECRET, PASSPHRASE, CHEAP, new SecureRandom());

  @Test
  void secretComesBack() throws IOException {
    EncryptedPkcs8 read = EncryptedPkcs8.parse(encrypted.encode());

    assertThat(read).isEqualTo(encrypted);
    assertThat(read.decrypt(PASSPHRASE)).isEqualTo(SECRET);
    assertThat(read.cost()).isEqualTo(CHEAP);
  }

  @Test
  void saltAndNonceAreFresh() {
    EncryptedPkcs8 again = EncryptedPkcs8.encrypt(SECRET, PASSPHRASE, CHEAP, new SecureRandom());

    assertThat(again.salt()).isNotEqualTo(encrypted.salt());
    assertThat(again.nonce()).isNotEqualTo(encrypted.nonce());
  }

  @ParameterizedTest
  @CsvSource({"16384,8,1", "131072,8,1", "524288,2,1", "32768,32,4", "2,1,1"})
  void otherCostsWithinBoundsAreAccepted(int n, int r, int p) throws IOException {
    assertThat(EncryptedPkcs8.parse(costing(n, r, p)).cost()).isEqualTo(new ScryptCost(n, r, p));
  }

  @ParameterizedTest
  @CsvSource({
    "262144,8,1",
    "1073741824,8,1",
    "2147483647,8,1",
    "65536,1,1",
    "32768,33,1",
    "32768,8,5",
    "32768,8,2147483647",
    "32767,8,1",
    "1,8,1",
    "0,8,1",
    "-32768,8,1",
    "-2147483648,8,1",
    "32768,0,1",
    "32768,8,0",
    "32768,-8,-1"
  })
  void costsThatAHostileFileMightAskForAreRefused(int n, int r, int p) {
    assertRefused(n, r, p);
  }

  @Test
  void costsBeyondAnyIntegerAreRefused() {
    BigInteger large = BigInteger.ONE.shiftLeft(32).add(BigInteger.valueOf(32_768));

    assertThatThrownBy(() -> ScryptCost.of(large, BigInteger.valueOf(8), BigInteger.ONE))
        .hasMessageContaining("out of bounds");
  }

  @Test
  void anyOtherByteBeforeTheCiphertextIsRefusedOrDoesNotDecrypt() {
    byte[] der = encrypted.encode();
    int prefix = der.length - encrypted.ciphertext().size();
    for (int i = 0; i < prefix; i++) {
      byte[] other = der.clone();
      other[i] ^= 1;
      assertThatThrownBy(() -> EncryptedPkcs8.parse(other).decrypt(PASSPHRASE))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void truncatedAndPaddedFormsAreRefused() {
    byte[] der = encrypted.encode();

    for (int length : new int[] {0, 1, 20, der.length - 1, der.length + 1}) {
      assertThatThrownBy(() -> EncryptedPkcs8.parse(Arrays.copyOf(der, length)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not PKCS#8 with scrypt and AES-256-GCM");
    }
  }

  private void assertRefused(int n, int r, int p) {
    assertThatThrownBy(() -> EncryptedPkcs8.parse(costing(n, r, p)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "asks for a cost of scrypt that is out of bounds:"
                + " 128 MiB (128·N·r bytes) and p=4 at most");
  }

  private byte[] costing(int n, int r, int p) {
    return new EncryptedPkcs8(
            Bytes.of(new byte[16]),
            new ScryptCost(n, r, p),
            encrypted.nonce(),
            Bytes.of(new byte[64]))
        .encode();
  }
}
