package io.commonweight.sdk.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.SigningKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogProofTest {

  private static final String ORIGIN = "log.example/federation";
  private static final SigningKey KEY = SigningKey.ofSeed(Algorithm.ED25519, new byte[32]);
  private static final NoteKey LOG = NoteKey.of(ORIGIN, KEY);
  private static final List<Sha256> LEAVES = ReferenceTree.leaves(7);
  private static final Checkpoint SEVEN = new Checkpoint(ORIGIN, 7, ReferenceTree.root(LEAVES));
  private static final LogProof PROOF =
      new LogProof(new InclusionProof(3, ReferenceTree.path(3, LEAVES)), SEVEN.sign(KEY));

  @Test
  void aReceiptShowsTheEntryAtItsIndex() throws ProofException {
    LogProof parsed = LogProof.parse(PROOF.bytes());

    assertThat(parsed).isEqualTo(PROOF);
    assertThat(parsed.verify("leaf 3".getBytes(UTF_8), List.of(LOG))).isEqualTo(SEVEN);
    assertThat(parsed.inclusion().index()).isEqualTo(3);
  }

  @Test
  void aReceiptIsTheTextOfTheSpecification() {
    assertThat(PROOF.encode().lines().map(l -> l.substring(0, Math.min(10, l.length()))))
        .startsWith("c2sp.org/t", "index 3")
        .endsWith(
            "",
            "log.exampl",
            "7",
            SEVEN.text().lines().toList().get(2).substring(0, 10),
            "",
            "— log.exam")
        .hasSize(2 + 3 + 1 + 5);
  }

  @Test
  void aReceiptOfAnotherEntryIsRefused() {
    assertThatThrownBy(() -> PROOF.verify("leaf 4".getBytes(UTF_8), List.of(LOG)))
        .isInstanceOf(ProofException.class)
        .hasMessageStartingWith("RFC 9162 §2.1.3.2 step 5");
  }

  @Test
  void aReceiptOfAnUnknownLogIsRefused() {
    NoteKey other = NoteKey.of("log.example/other", KEY);

    assertThatThrownBy(() -> PROOF.verify("leaf 3".getBytes(UTF_8), List.of(other)))
        .hasMessage("origin: log.example/federation is none of the believed logs");
  }

  @Test
  void aCheckpointInAnothersNameIsRefused() {
    NoteKey other = NoteKey.of("log.example/other", KEY);
    SignedNote note = SignedNote.sign(SEVEN.text(), other.name(), KEY);

    assertThatThrownBy(() -> Checkpoint.open(note, other))
        .hasMessage("origin: log.example/federation signed by log.example/other");
    assertThatThrownBy(() -> Checkpoint.open(note, LOG)).isInstanceOf(ProofException.class);
  }

  @Test
  void checkpointsParseToThemselves() throws ProofException {
    assertThat(Checkpoint.parse(SEVEN.text())).isEqualTo(SEVEN);
    assertThat(Checkpoint.open(SEVEN.sign(KEY), LOG)).isEqualTo(SEVEN);
    assertThat(Checkpoint.empty("o").text())
        .isEqualTo("o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
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
        "o\n01\nROOT\n",
        "o\n-1\nROOT\n",
        "o\n+1\nROOT\n",
        "o\n1.0\nROOT\n",
        "o\n١\nROOT\n",
        "o\n9223372036854775808\nROOT\n",
        "o\n0\nROOT\n",
        "o\n1\n AAAA\n",
        "o\n1\nAAAA\n",
        "o\r\n1\nROOT\n",
        "o\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB=\n",
        "o\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
      })
  void malformedCheckpointsAreRefused(String text) {
    String root = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    assertThatThrownBy(() -> Checkpoint.parse(text.replace("ROOT", root)))
        .isInstanceOf(ProofException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "c2sp.org/tlog-proof@v1\n",
        "c2sp.org/tlog-proof@v1\n\nNOTE",
        "c2sp.org/tlog-proof@v2\nindex 3\n\nNOTE",
        "c2sp.org/tlog-proof@v1\nindex 03\n\nNOTE",
        "c2sp.org/tlog-proof@v1\nindex -3\n\nNOTE",
        "c2sp.org/tlog-proof@v1\nextra AAAA\nindex 3\n\nNOTE",
        "c2sp.org/tlog-proof@v1\nindex 3\nAAAA\n\nNOTE",
        "c2sp.org/tlog-proof@v1\nindex 3\n\n",
        "c2sp.org/tlog-proof@v1\nindex 3\nNOTE"
      })
  void malformedReceiptsAreRefused(String text) {
    byte[] bytes = text.replace("NOTE", PROOF.checkpoint().encode()).getBytes(UTF_8);
    assertThatThrownBy(() -> LogProof.parse(bytes)).isInstanceOf(ProofException.class);
  }

  @Test
  void receiptsThatAreTooLongAreRefused() {
    String hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    String long64 = "c2sp.org/tlog-proof@v1\nindex 3\n" + hash.repeat(64) + "\n";
    byte[] bytes = (long64 + PROOF.checkpoint().encode()).getBytes(UTF_8);

    assertThatThrownBy(() -> LogProof.parse(bytes))
        .hasMessage("parse log proof: more than 63 hashes");
    assertThatThrownBy(() -> LogProof.parse(new byte[2_000_000]))
        .hasMessage("parse log proof: a proof of 2000000 bytes");
  }
}
