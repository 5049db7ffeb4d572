package io.commonweight.sdk.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CosignatureTest {

  private static final String ORIGIN = "log.example/federation";
  private static final CosignerKey WITNESS = Cosigners.witnessKey("beta");
  private static final List<NoteKey> KEYS = WITNESS.verifyingKey().witnessKeys();
  private static final Checkpoint SEVEN =
      new Checkpoint(ORIGIN, 7, Sha256.of("root".getBytes(UTF_8)));
  private static final List<NoteSignature> LINES = SEVEN.cosign(WITNESS, Cosigners.NOON);

  static Stream<NoteKey> keys() {
    return KEYS.stream();
  }

  @Test
  void aCosignatureSaysWhen() throws ProofException {
    Instant late = Instant.parse("9999-12-31T23:59:59Z");
    Instant early = Instant.ofEpochSecond(1);

    for (Instant time : List.of(late, Cosigners.NOON, early, early.plusMillis(999))) {
      SignedNote note = new SignedNote(SEVEN.text(), SEVEN.cosign(WITNESS, time));
      assertThat(note.verify(KEYS))
          .extracting(s -> s.time().orElseThrow())
          .containsExactly(
              Instant.ofEpochSecond(time.getEpochSecond()),
              Instant.ofEpochSecond(time.getEpochSecond()));
    }
  }

  /** An implementation of FIPS 204 that shares no code with the one that signed. */
  @Test
  void theJdkVerifiesTheMlDsaLine() throws GeneralSecurityException, IOException {
    byte[] timed = LINES.getLast().signature();
    var message = new ByteArrayOutputStream();
    var out = new DataOutputStream(message);
    out.writeBytes("subtree/v1\n\0");
    out.writeByte("witness.beta.example".length());
    out.writeBytes("witness.beta.example");
    out.writeLong(Cosigners.NOON.getEpochSecond());
    out.writeByte(ORIGIN.length());
    out.writeBytes(ORIGIN);
    out.writeLong(0);
    out.writeLong(7);
    out.write(SEVEN.root().bytes());

    assertThat(verifies("ML-DSA-44", KEYS.getLast(), message.toByteArray(), timed)).isTrue();
    assertThat(timed).hasSize(8 + 2420);
    message.write(0);
    assertThat(verifies("ML-DSA-44", KEYS.getLast(), message.toByteArray(), timed)).isFalse();
  }

  @Test
  void theJdkVerifiesTheEd25519Line() throws GeneralSecurityException {
    byte[] timed = LINES.getFirst().signature();
    String message = "cosignature/v1\ntime 1795176000\n" + SEVEN.text();

    assertThat(verifies("Ed25519", KEYS.getFirst(), message.getBytes(UTF_8), timed)).isTrue();
    assertThat(timed).hasSize(8 + 64);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void anotherTimeThanTheSignedOneIsRefused(NoteKey key) {
    byte[] timed = line(key).signature();
    ByteBuffer.wrap(timed).putLong(Cosigners.NOON.getEpochSecond() + 1);

    assertRefused(key, timed, "wrong signature of " + key);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void timesOfZeroAndBeyondTheCalendarAreRefused(NoteKey key) {
    for (long seconds : List.of(0L, 253402300800L, Long.MAX_VALUE, -1L)) {
      byte[] timed = line(key).signature();
      ByteBuffer.wrap(timed).putLong(seconds);

      assertRefused(key, timed, key + " has the time " + Long.toUnsignedString(seconds));
    }
  }

  /** The signature itself is good, over a time of zero. */
  @Test
  void aValidCosignatureAtZeroIsRefused() {
    String message = "cosignature/v1\ntime 0\n" + SEVEN.text();
    byte[] signature = WITNESS.ed25519().sign(message.getBytes(UTF_8));
    byte[] timed = ByteBuffer.allocate(72).putLong(0).put(signature).array();

    assertRefused(KEYS.getFirst(), timed, KEYS.getFirst() + " has the time 0");
  }

  @ParameterizedTest
  @MethodSource("keys")
  void signaturesOfAnotherLengthAreRefused(NoteKey key) {
    byte[] timed = line(key).signature();
    for (int bytes : List.of(1, 7, 8, 9, timed.length - 1, timed.length + 1)) {
      assertRefused(key, Arrays.copyOf(timed, bytes), "wrong signature of " + key);
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void oneFlippedBitIsRefused(NoteKey key) {
    byte[] timed = line(key).signature();
    for (int i = 8; i < timed.length; i += 61) {
      byte[] flipped = timed.clone();
      flipped[i] ^= 1;
      assertRefused(key, flipped, "wrong signature of " + key);
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aCosignatureOfAnotherCheckpointIsRefused(NoteKey key) {
    for (Checkpoint other :
        List.of(
            new Checkpoint(ORIGIN, 8, SEVEN.root()),
            new Checkpoint("log.example/other", 7, SEVEN.root()),
            new Checkpoint(ORIGIN, 7, Sha256.of(new byte[0])))) {
      SignedNote note = new SignedNote(other.text(), List.of(line(key)));
      assertThatThrownBy(() -> note.verify(List.of(key)))
          .hasMessage("verify note: wrong signature of " + key);
    }
  }

  /** The Ed25519 line does not cover the name, the ML-DSA-44 line does. */
  @Test
  void anMlDsaLineCountsUnderItsOwnNameOnly() throws ProofException {
    var renamed =
        new CosignerVerifyingKey(
            "name", WITNESS.ed25519().verifyingKey(), WITNESS.mlDsa44().verifyingKey());
    for (NoteKey key : renamed.witnessKeys()) {
      NoteSignature line = LINES.get(key.type() == SignatureType.ED25519_COSIGNATURE ? 0 : 1);
      SignedNote note =
          new SignedNote(SEVEN.text(), List.of(NoteSignature.of(key, line.signature())));
      if (key.type() == SignatureType.ED25519_COSIGNATURE) {
        assertThat(note.verify(List.of(key))).hasSize(1);
      } else {
        assertThatThrownBy(() -> note.verify(List.of(key)))
            .hasMessage("verify note: wrong signature of " + key);
      }
    }
  }

  @Test
  void aCosignatureIsNoPlainSignatureAndTheOtherWayRound() {
    var plain = new NoteKey("n", SignatureType.ED25519, WITNESS.ed25519().verifyingKey());
    var timed =
        new NoteKey("n", SignatureType.ED25519_COSIGNATURE, WITNESS.ed25519().verifyingKey());
    byte[] plainSignature = WITNESS.ed25519().sign(SEVEN.text().getBytes(UTF_8));

    assertRefused(plain, LINES.getFirst().signature(), "wrong signature of " + plain);
    assertRefused(timed, plainSignature, "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no checkpoint\n",
        "log.example/federation\n07\nROOT\n",
        "log.example/federation\n7\nROOT\nextension\n",
        "log.example/federation\n7\nLOOSE\n"
      })
  void onlyCheckpointsInTheirOneSpellingAreCosigned(String text) {
    String root = SEVEN.text().lines().toList().getLast();
    // The same 32 bytes with unused bits set, which loose decoders pass over.
    String loose = root.substring(0, 42) + (char) (root.charAt(42) + 1) + "=";
    String spelled = text.replace("ROOT", root).replace("LOOSE", loose);

    for (NoteKey key : KEYS) {
      SignedNote note = new SignedNote(spelled, List.of(line(key)));
      assertThatThrownBy(() -> note.verify(List.of(key)))
          .isInstanceOf(ProofException.class)
          .hasMessageStartingWith("parse checkpoint");
    }
  }

  private static NoteSignature line(NoteKey key) {
    return LINES.get(KEYS.indexOf(key));
  }

  private static void assertRefused(NoteKey key, byte[] timed, String detail) {
    SignedNote note = new SignedNote(SEVEN.text(), List.of(NoteSignature.of(key, timed)));
    assertThatThrownBy(() -> note.verify(List.of(key)))
        .isInstanceOf(ProofException.class)
        .hasMessageStartingWith("verify note: " + detail);
  }

  private static boolean verifies(String algorithm, NoteKey key, byte[] message, byte[] timed)
      throws GeneralSecurityException {
    PublicKey publicKey =
        KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(key.key().spki()));
    Signature verifier = Signature.getInstance(algorithm);
    verifier.initVerify(publicKey);
    verifier.update(message);
    return verifier.verify(timed, 8, timed.length - 8);
  }
}
