package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoteKeyTest {

  /** The example of C2SP signed-note v1.0.0. */
  private static final String VKEY =
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

  private static final CosignerVerifyingKey PAIR = Cosigners.key("example.com/foo").verifyingKey();

  static Stream<NoteKey> keys() {
    return Stream.concat(PAIR.logKeys().stream(), PAIR.witnessKeys().stream());
  }

  @Test
  void theSpecificationsKeyIsRead() throws ProofException {
    NoteKey key = NoteKey.parse(VKEY);

    assertThat(key.name()).isEqualTo("example.com/foo");
    assertThat(key.type()).isEqualTo(SignatureType.ED25519);
    assertThat(key.id()).isEqualTo("530d903a");
    assertThat(key.label()).isEqualTo("example.com/foo+530d903a");
    assertThat(key.vkey()).isEqualTo(VKEY);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void keysOfEveryTypeComeBackFromTheirVkeys(NoteKey key) throws ProofException {
    assertThat(NoteKey.parse(key.vkey())).isEqualTo(key);
    assertThat(Base64.getDecoder().decode(key.vkey().split("\\+", 3)[2]))
        .startsWith(key.type().id())
        .hasSize(1 + key.type().algorithm().publicKeyBytes());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void theIdIsADigestOfNameTypeAndKey(NoteKey key) {
    var hashed = new ByteArrayOutputStream();
    hashed.writeBytes("example.com/foo\n".getBytes(StandardCharsets.UTF_8));
    hashed.write(key.type().id());
    hashed.writeBytes(key.key().raw().toArray());

    assertThat(key.id()).isEqualTo(Sha256.of(hashed.toByteArray()).hex().substring(0, 8));
  }

  @Test
  void oneKeyHasAnotherIdForEveryType() {
    assertThat(keys().map(NoteKey::id).distinct()).hasSize(3);
  }

  @Test
  void aKeyOfAnotherAlgorithmThanItsTypesIsRefused() {
    for (SignatureType type : SignatureType.values()) {
      for (var key : List.of(PAIR.ed25519(), PAIR.mlDsa44())) {
        if (key.algorithm() != type.algorithm()) {
          assertThatThrownBy(() -> new NoteKey("name", type, key))
              .isInstanceOf(IllegalArgumentException.class);
        }
      }
    }
    assertThatThrownBy(() -> new CosignerVerifyingKey("name", PAIR.mlDsa44(), PAIR.ed25519()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x02, 0x03, 0x05, 0x07, 0xfa, 0xff})
  void keysOfOtherTypesAreRefused(int type) {
    byte[] typed = new byte[33];
    typed[0] = (byte) type;
    String vkey = "example.com/foo+530d903a+" + Base64.getEncoder().encodeToString(typed);

    assertThatThrownBy(() -> NoteKey.parse(vkey))
        .hasMessage("parse vkey: type 0x%02x, not 0x01, 0x04 or 0x06".formatted(type));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void anIdOfAnotherKeyIsRefused(NoteKey key) {
    String vkey = key.vkey().replace(key.id(), "00000000");

    assertThatThrownBy(() -> NoteKey.parse(vkey))
        .hasMessage("parse vkey: the id is 00000000, the key's " + key.id());
  }

  @ParameterizedTest
  @MethodSource("keys")
  void keysThatAreCutShortAreRefused(NoteKey key) {
    String[] parts = key.vkey().split("\\+", 3);
    // Four characters of base64 are three bytes.
    String cut = parts[2].substring(0, parts[2].length() - 4);

    assertThatThrownBy(() -> NoteKey.parse(parts[0] + '+' + parts[1] + '+' + cut))
        .isInstanceOf(ProofException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "+",
        "++",
        "example.com/foo",
        "example.com/foo+530d903a",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+0530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U==",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k+",
        "example.com/foo+530d903a+",
        "example.com/foo+530d903a+AQ==",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "exam ple+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
      })
  void malformedVkeysAreRefused(String vkey) {
    assertThatThrownBy(() -> NoteKey.parse(vkey)).isInstanceOf(ProofException.class);
  }

  @Test
  void vkeysThatAreTooLongAreRefused() {
    assertThatThrownBy(() -> NoteKey.parse("n+530d903a+" + "A".repeat(4096)))
        .hasMessage("parse vkey: not a name, an id and a key");
  }
}
