package io.commonweight.sdk.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EquivocationTest {

  private static final String ORIGIN = "log.example/federation";
  private static final CosignerKey KEY = Cosigners.key(ORIGIN);
  private static final CosignerVerifyingKey LOG = KEY.verifyingKey();
  private static final SignedNote ONE = signed(KEY, 7, 1);
  private static final SignedNote OTHER = signed(KEY, 7, 2);
  private static final Equivocation EVIDENCE = new Equivocation(ONE, OTHER);

  @Test
  void twoRootsOfOneSizeConvictTheLog() throws ProofException {
    Equivocation parsed = Equivocation.parse(EVIDENCE.bytes());

    assertThat(parsed).isEqualTo(EVIDENCE);
    assertThat(parsed.verify(LOG)).isEqualTo(7);
  }

  @Test
  void theFileHoldsBothNotesByteForByte() throws ProofException {
    SignedNote witnessed = Cosigners.cosigned(ONE, "beta");
    var evidence = new Equivocation(witnessed, OTHER);

    assertThat(evidence.encode())
        .isEqualTo(
            "commonweight.dev/equivocation@v1\n\n" + witnessed.encode() + "\n" + OTHER.encode());
    assertThat(Equivocation.parse(evidence.bytes()).verify(LOG)).isEqualTo(7);
  }

  @Test
  void notesThatCanBothBeTrueAreNoEvidence() {
    CosignerKey elsewhere = Cosigners.key("log.example/other");
    for (SignedNote other : List.of(ONE, signed(KEY, 8, 2), signed(elsewhere, 7, 2))) {
      assertThatThrownBy(() -> new Equivocation(ONE, other))
          .isInstanceOf(IllegalArgumentException.class);
      String text = EVIDENCE.encode().replace(OTHER.encode(), other.encode());
      assertThatThrownBy(() -> Equivocation.parse(text.getBytes(UTF_8)))
          .isInstanceOf(ProofException.class)
          .hasMessageStartingWith("parse equivocation: ");
    }
  }

  @Test
  void aLogIsConvictedByItsOwnSignaturesOnly() {
    CosignerKey forger = CosignerKey.ofSeed(ORIGIN, new byte[32]);
    var forged = new Equivocation(ONE, signed(forger, 7, 2));
    var forgedFirst = new Equivocation(signed(forger, 7, 2), ONE);

    assertThatThrownBy(() -> forged.verify(LOG))
        .hasMessageStartingWith("verify note: signed by none of");
    assertThatThrownBy(() -> forgedFirst.verify(LOG)).isInstanceOf(ProofException.class);
    assertThatThrownBy(() -> EVIDENCE.verify(forger.verifyingKey()))
        .isInstanceOf(ProofException.class);
  }

  /** Who has stolen or broken one of the two keys can neither fork the log nor frame it. */
  @Test
  void oneHalfDoesNotConvict() {
    for (NoteSignature half : OTHER.signatures()) {
      var evidence = new Equivocation(ONE, new SignedNote(OTHER.text(), List.of(half)));

      assertThatThrownBy(() -> evidence.verify(LOG))
          .hasMessageStartingWith("log signature: not both lines");
    }
  }

  @Test
  void witnessesDoNotConvictALog() throws ProofException {
    SignedNote cosigned =
        new SignedNote(
            OTHER.text(),
            Checkpoint.parse(OTHER.text()).cosign(Cosigners.witnessKey("beta"), Cosigners.NOON));

    assertThatThrownBy(() -> new Equivocation(ONE, cosigned).verify(LOG))
        .hasMessageStartingWith("verify note: signed by none of");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ONE\nOTHER",
        "commonweight.dev/equivocation@v1\n",
        "commonweight.dev/equivocation@v1\n\n",
        "commonweight.dev/equivocation@v1\n\nONE",
        "commonweight.dev/equivocation@v1\n\nONE\n",
        "commonweight.dev/equivocation@v1\n\nONEOTHER",
        "commonweight.dev/equivocation@v1\nONE\nOTHER",
        "commonweight.dev/equivocation@v2\n\nONE\nOTHER",
        "commonweight.dev/equivocation@v1\n\nONE\n\nOTHER",
        "commonweight.dev/equivocation@v1\n\nONE\nOTHER\n",
        "commonweight.dev/equivocation@v1\n\nONE\nOTHER\nOTHER",
        "commonweight.dev/equivocation@v1\n\nONE\nOTHER\n\n"
      })
  void malformedEvidenceIsRefused(String text) {
    String filled = text.replace("ONE", ONE.encode()).replace("OTHER", OTHER.encode());
    assertThatThrownBy(() -> Equivocation.parse(filled.getBytes(UTF_8)))
        .isInstanceOf(ProofException.class);
  }

  @Test
  void bytesThatAreNotUtf8AndFilesThatAreTooLongAreRefused() {
    byte[] bytes = EVIDENCE.bytes();
    bytes[40] = (byte) 0xff;

    assertThatThrownBy(() -> Equivocation.parse(bytes)).hasMessage("parse equivocation: not UTF-8");
    assertThatThrownBy(() -> Equivocation.parse(new byte[Equivocation.MAX_BYTES + 1]))
        .hasMessage("parse equivocation: 2000065 bytes, at most 2000064 are read");
  }

  private static SignedNote signed(CosignerKey log, long size, int root) {
    return new Checkpoint(log.name(), size, Sha256.of(new byte[] {(byte) root}))
        .sign(log, Cosigners.NOON);
  }
}
