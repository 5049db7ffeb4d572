package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

  private static final String ORIGIN = "log.example/federation";
  private static final CosignerKey KEY = Cosigners.key(ORIGIN);
  private static final CosignerVerifyingKey LOG = KEY.verifyingKey();
  private static final Sha256 ROOT = Sha256.of(new byte[] {7});
  private static final Checkpoint SEVEN = new Checkpoint(ORIGIN, 7, ROOT);
  private static final SignedNote NOTE = SEVEN.sign(KEY, Cosigners.NOON);

  @Test
  void checkpointsParseToThemselves() throws ProofException {
    assertThat(Checkpoint.parse(SEVEN.text())).isEqualTo(SEVEN);
    assertThat(Checkpoint.open(NOTE, LOG)).isEqualTo(SEVEN);
    assertThat(Checkpoint.open(SignedNote.parse(NOTE.bytes()), LOG)).isEqualTo(SEVEN);
    assertThat(Checkpoint.empty("o").text())
        .isEqualTo("o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
  }

  @Test
  void aLogSignsWithAPlainAndATimestampedLine() throws ProofException {
    List<VerifiedSignature> verified = NOTE.verify(LOG.logKeys());

    assertThat(verified).extracting(VerifiedSignature::key).isEqualTo(LOG.logKeys());
    assertThat(verified.getFirst().time()).isEmpty();
    assertThat(verified.getLast().time()).contains(Cosigners.NOON);
  }

  @Test
  void aLogCountsWithBothHalvesOnly() {
    for (NoteSignature half : NOTE.signatures()) {
      SignedNote note = new SignedNote(NOTE.text(), List.of(half));
      SignedNote twice = note.with(List.of(half));

      assertThatThrownBy(() -> Checkpoint.open(note, LOG))
          .hasMessageStartingWith("log signature: not both lines of log.example/federation");
      assertThatThrownBy(() -> Checkpoint.open(twice, LOG))
          .hasMessageStartingWith("log signature: not both lines of log.example/federation");
    }
  }

  @Test
  void aLogsLinesCountInAnyOrderAndAmongOthers() throws ProofException {
    SignedNote others = Cosigners.cosigned(NOTE, "beta");
    SignedNote reversed = new SignedNote(NOTE.text(), others.signatures().reversed());

    assertThat(Checkpoint.open(reversed, LOG)).isEqualTo(SEVEN);
  }

  @Test
  void aCheckpointInAnothersNameIsRefused() {
    CosignerKey other = Cosigners.key("log.example/other");
    SignedNote note = new SignedNote(SEVEN.text(), other.signatures(SEVEN, Cosigners.NOON));

    assertThatThrownBy(() -> Checkpoint.open(note, other.verifyingKey()))
        .hasMessage("origin: log.example/federation signed by log.example/other");
    assertThatThrownBy(() -> Checkpoint.open(note, LOG))
        .hasMessageStartingWith("verify note: signed by none of");
    assertThatThrownBy(() -> SEVEN.sign(other, Cosigners.NOON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aWitnessOfTheLogIsNotTheLog() {
    // Its key is the log's own, but it has cosigned and not signed.
    SignedNote note = new SignedNote(SEVEN.text(), KEY.cosignatures(SEVEN, Cosigners.NOON));

    assertThatThrownBy(() -> Checkpoint.open(note, LOG))
        .hasMessageStartingWith("log signature: not both lines of");
    assertThatThrownBy(() -> SEVEN.cosign(KEY, Cosigners.NOON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSignatureOfAnotherStateIsRefused() {
    Checkpoint eight = new Checkpoint(ORIGIN, 8, ROOT);
    SignedNote moved = new SignedNote(eight.text(), NOTE.signatures());
    SignedNote movedHalf =
        new SignedNote(
            eight.text(),
            List.of(
                eight.sign(KEY, Cosigners.NOON).signatures().getFirst(),
                NOTE.signatures().getLast()));

    for (SignedNote note : List.of(moved, movedHalf)) {
      assertThatThrownBy(() -> Checkpoint.open(note, LOG))
          .hasMessageStartingWith("verify note: wrong signature of log.example/federation+");
    }
  }

  @Test
  void timesOutsideTheCalendarAreNotSigned() {
    for (Instant time : List.of(Instant.EPOCH, Instant.MIN, Instant.MAX)) {
      assertThatThrownBy(() -> SEVEN.sign(KEY, time)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void namesOfMoreThan255BytesAreRefused() {
    String longest = "ä".repeat(127) + "x";

    assertThat(new Checkpoint(longest, 7, ROOT).origin()).isEqualTo(longest);
    assertThatThrownBy(() -> new Checkpoint(longest + "x", 7, ROOT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "o\n",
        "o\n1\n",
        "o\n1\nROOT",
        "o\n1\nROOT\n\n",
        "o\n1\nROOT\nextension\n",
        "\n1\nROOT\n",
        "o o\n1\nROOT\n",
        "o+o\n1\nROOT\n",
        "o\n01\nROOT\n",
        "o\n-1\nROOT\n",
        "o\n+1\nROOT\n",
        "o\n1.0\nROOT\n",
        "o\n 1\nROOT\n",
        "o\n0x1\nROOT\n",
        "o\n١\nROOT\n",
        "o\n9223372036854775808\nROOT\n",
        "o\n18446744073709551616\nROOT\n",
        "o\n0\nROOT\n",
        "o\n1\n AAAA\n",
        "o\n1\nAAAA\n",
        "o\r\n1\nROOT\n",
        "o\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n",
        "o\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
        "o\n1\n-_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
      })
  void malformedCheckpointsAreRefused(String text) {
    String root = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    assertThatThrownBy(() -> Checkpoint.parse(text.replace("ROOT", root)))
        .isInstanceOf(ProofException.class);
  }
}
