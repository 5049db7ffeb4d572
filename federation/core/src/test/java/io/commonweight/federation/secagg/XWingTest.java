package io.commonweight.federation.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.statement.Secret;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.pqc.crypto.xwing.XWingKEMExtractor;
import org.bouncycastle.pqc.crypto.xwing.XWingPrivateKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XWingTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final Secret PRIVATE = new Secret("7f".repeat(32));

  /** draft-connolly-cfrg-xwing-kem-10, appendix C: seed, eseed, ss. */
  @ParameterizedTest
  @CsvSource({
    "7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26,"
        + " 3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2"
        + "35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2,"
        + " d2df0522128f09dd8e2c92b1e905c793d8f57a54c3da25861f10bf4ca613e384",
    "badfd6dfaac359a5efbb7bcc4b59d538df9a04302e10c8bc1cbf1a0b3a5120ea,"
        + " 17cda7cfad765f5623474d368ccca8af0007cd9f5e4c849f167a580b14aabdef"
        + "aee7eef47cb0fca9767be1fda69419dfb927e9df07348b196691abaeb580b32d,"
        + " f2e86241c64d60f6649fbc6c5b7d17180b780a3f34355e64a85749949c45f150"
  })
  void draftsVectorsAreReproduced(String seed, String encapsulationSeed, String shared) {
    var privateKey = new Secret(seed);

    XWing.Encapsulation encapsulation =
        XWing.encapsulate(XWing.publicKey(privateKey), HEX.parseHex(encapsulationSeed));

    assertThat(encapsulation.secret().hex()).isEqualTo(shared);
    assertThat(XWing.decapsulate(privateKey, encapsulation.ciphertext().toArray()).hex())
        .isEqualTo(shared);
  }

  /** The same draft's first ciphertext. */
  @Test
  void draftsCiphertextIsReproduced() {
    var privateKey = new Secret("7f9c2ba4e88f827d616045507605853ed73b8093f6efbc88eb1a6eacfa66ef26");
    byte[] seed =
        HEX.parseHex(
            "3cb1eea988004b93103cfb0aeefd2a686e01fa4a58e8a3639ca8a1e3f9ae57e2"
                + "35b8cc873c23dc62b8d260169afa2f75ab916a58d974918835d25e6a435085b2");

    Bytes ciphertext = XWing.encapsulate(XWing.publicKey(privateKey), seed).ciphertext();

    assertThat(HEX.formatHex(ciphertext.toArray()))
        .startsWith("b83aa828d4d62b9a83ceffe1d3d3bb1ef31264643c070c5798927e41fb07914a273f8f96")
        .endsWith(
            "99b4547840560531d0188cd1e9c23a0ebee0a03d5577d66b1d2bcb4baaf21cc7fef1e038"
                + "06ca96299df0dfbc56e1b2b43e4fc20c37f834c4af62127e7dae86c3c25a2f696ac8b589"
                + "dec71d595bfbe94b5ed4bc07d800b330796fda89edb77be0294136139354eb8cd3759157"
                + "8f9c600dd9be8ec6219fdd507adf3397ed4d68707b8d13b24ce4cd8fb22851bfe9d63240"
                + "7f31ed6f7cb1600de56f17576740ce2a32fc5145030145cfb97e63e0e41d354274a079d3"
                + "e6fb2e15");
  }

  @Test
  void bouncyCastleHasTheSameSecret() {
    byte[] ciphertext =
        XWing.encapsulate(XWing.publicKey(PRIVATE), new byte[64]).ciphertext().toArray();

    byte[] theirs =
        new XWingKEMExtractor(new XWingPrivateKeyParameters(PRIVATE.bytes()))
            .extractSecret(ciphertext);

    assertThat(XWing.decapsulate(PRIVATE, ciphertext)).isEqualTo(Secret.of(theirs));
  }

  /** RFC 7748 §5.2. */
  @ParameterizedTest
  @CsvSource({
    "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4,"
        + " e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c,"
        + " c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
    "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d,"
        + " e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493,"
        + " 95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
  })
  void x25519IsThatOfTheRfc(String scalar, String point, String shared) {
    assertThat(HEX.formatHex(XWing.agree(HEX.parseHex(scalar), HEX.parseHex(point))))
        .isEqualTo(shared);
  }

  @Test
  void pointsOfLowOrderAreRefused() {
    byte[] publicKey = XWing.publicKey(PRIVATE);
    Arrays.fill(publicKey, 1184, 1216, (byte) 0);
    byte[] ciphertext =
        XWing.encapsulate(XWing.publicKey(PRIVATE), new byte[64]).ciphertext().toArray();
    Arrays.fill(ciphertext, 1088, 1120, (byte) 0);

    assertThatThrownBy(() -> XWing.encapsulate(publicKey, new byte[64]))
        .hasMessage("an X25519 point of low order");
    assertThatThrownBy(() -> XWing.decapsulate(PRIVATE, ciphertext))
        .hasMessage("an X25519 point of low order");
  }

  @Test
  void keysThatAreNoneAreRefused() {
    byte[] unreduced = new byte[1216];
    Arrays.fill(unreduced, (byte) 0xff);

    assertThatThrownBy(() -> XWing.requirePublicKey(new byte[1215]))
        .hasMessage("a key of X-Wing has 1216 bytes, this one 1215");
    assertThatThrownBy(() -> XWing.requirePublicKey(unreduced))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> XWing.decapsulate(PRIVATE, new byte[1119]))
        .hasMessage("a ciphertext of 1119 bytes");
  }

  @Test
  void changedCiphertextGivesAnotherSecret() {
    XWing.Encapsulation encapsulation = XWing.encapsulate(XWing.publicKey(PRIVATE), new byte[64]);
    byte[] changed = encapsulation.ciphertext().toArray();
    changed[7] ^= 1;

    assertThat(XWing.decapsulate(PRIVATE, changed)).isNotEqualTo(encapsulation.secret());
  }
}
