package io.commonweight.sdk.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
  @TempDir private Path directory;

  /** RFC 8032 §7.1, test 1. */
  @Test
  void signsAsTheRfcSays() {
    SigningKey key =
        SigningKey.ofSeed(hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));

    assertThat(key.verifyingKey().raw().toArray())
        .isEqualTo(hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    assertThat(key.sign(new byte[0]))
        .isEqualTo(
            hex(
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"));
  }

  @Test
  void keySurvivesTheDiskAndOnlyItsOwnerMayReadIt() throws IOException {
    SigningKey key = SigningKey.generate(new SecureRandom());
    Path file = directory.resolve("node.key");

    key.store(file);

    assertThat(SigningKey.load(file).fingerprint()).isEqualTo(key.fingerprint());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void noKeyIsOverwritten() throws IOException {
    Path file = directory.resolve("node.key");
    SigningKey.generate(new SecureRandom()).store(file);

    assertThatThrownBy(() -> SigningKey.generate(new SecureRandom()).store(file))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void fileWithoutAKeyIsNamedInTheError() throws IOException {
    Path file = Files.writeString(directory.resolve("bad.key"), "no key");

    assertThatThrownBy(() -> SigningKey.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad.key");
  }

  @Test
  void fileWithoutAnEndIsNotReadToItsEnd() {
    assertThatThrownBy(() -> SigningKey.load(Path.of("/dev/zero")))
        .isInstanceOf(IOException.class)
        .hasMessage("/dev/zero has more than 4096 bytes, too many for a private key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AAAA", "****", "MAA=", "A"})
  void pemWithoutAKeyIsNamedInTheError(String content) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("bad.key"),
            "-----BEGIN PRIVATE KEY-----\n" + content + "\n-----END PRIVATE KEY-----\n");

    assertThatThrownBy(() -> SigningKey.load(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad.key");
  }

  @Test
  void wrongSignatureIsFalseAndNotAnException() {
    SigningKey key = SigningKey.generate(new SecureRandom());
    byte[] message = "m".getBytes(UTF_8);
    byte[] signature = key.sign(message);
    assertThat(key.verifyingKey().verify(message, signature)).isTrue();

    signature[3] ^= 1;

    assertThat(key.verifyingKey().verify(message, signature)).isFalse();
    assertThat(key.verifyingKey().verify(message, new byte[3])).isFalse();
  }

  @Test
  void textFormShowsNothingSecret() {
    SigningKey key = SigningKey.ofSeed(new byte[32]);

    assertThat(key.toString()).isEqualTo("SigningKey[" + key.fingerprint().abbreviated() + "]");
  }

  @Test
  void publicKeySurvivesItsSpki() {
    VerifyingKey key = SigningKey.ofSeed(new byte[32]).verifyingKey();

    assertThat(VerifyingKey.ofSpki(key.spki())).isEqualTo(key);
    assertThatThrownBy(() -> VerifyingKey.ofSpki(new byte[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
