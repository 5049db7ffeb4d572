package io.commonweight.sdk.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogProofTest {

  private static final String ORIGIN = "log.example/federation";
  private static final CosignerKey KEY = Cosigners.key(ORIGIN);
  private static final CosignerVerifyingKey LOG = KEY.verifyingKey();
  private static final byte[] ENTRY = "leaf 3".getBytes(UTF_8);
  private static final List<Sha256> LEAVES = ReferenceTree.leaves(7);
  private static final Checkpoint SEVEN = new Checkpoint(ORIGIN, 7, ReferenceTree.root(LEAVES));
  private static final LogProof PROOF =
      new LogProof(
          new InclusionProof(3, ReferenceTree.path(3, LEAVES)), SEVEN.sign(KEY, Cosigners.NOON));

  @Test
  void aReceiptShowsTheEntryAtItsIndex() throws ProofException {
    LogProof parsed = LogProof.parse(PROOF.bytes());

    assertThat(parsed).isEqualTo(PROOF);
    assertThat(parsed.verify(ENTRY, LOG)).isEqualTo(SEVEN);
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
            "— log.exam",
            "— log.exam")
        .hasSize(2 + 3 + 1 + 6);
  }

  @Test
  void aReceiptOfAnotherEntryIsRefused() {
    assertThatThrownBy(() -> PROOF.verify("leaf 4".getBytes(UTF_8), LOG))
        .isInstanceOf(ProofException.class)
        .hasMessageStartingWith("RFC 9162 §2.1.3.2 step 5");
  }

  @Test
  void aReceiptOfAnUnknownLogIsRefused() {
    var renamed = new CosignerVerifyingKey("log.example/other", LOG.ed25519(), LOG.mlDsa44());
    var otherKeys = Cosigners.key("log.example/other").verifyingKey();

    for (CosignerVerifyingKey other : List.of(renamed, otherKeys)) {
      assertThatThrownBy(() -> PROOF.verify(ENTRY, other))
          .hasMessageStartingWith("verify note: signed by none of");
    }
  }

  @Test
  void aReceiptIsNoBetterThanItsCheckpoint() {
    var edOnly =
        new LogProof(
            PROOF.inclusion(),
            new SignedNote(SEVEN.text(), PROOF.checkpoint().signatures().subList(0, 1)));

    assertThatThrownBy(() -> edOnly.verify(ENTRY, LOG))
        .hasMessageStartingWith("log signature: not both lines of log.example/federation");
  }

  @Test
  void aPolicyAsksForWitnessesToo() throws ProofException {
    var policy =
        new WitnessPolicy(
            LOG,
            "acme",
            List.of(
                Cosigners.witness("beta"), Cosigners.witness("gamma"), Cosigners.witness("delta")),
            2);
    SignedNote one = Cosigners.cosigned(PROOF.checkpoint(), "beta");
    SignedNote two = Cosigners.cosigned(one, "delta");

    assertThatThrownBy(() -> new LogProof(PROOF.inclusion(), one).verify(ENTRY, policy))
        .hasMessage("witness policy: cosigned by [beta], 2 of 3 organizations are required");
    WitnessedCheckpoint witnessed = new LogProof(PROOF.inclusion(), two).verify(ENTRY, policy);
    assertThat(witnessed.checkpoint()).isEqualTo(SEVEN);
    assertThat(witnessed.organizations()).containsExactly("beta", "delta");
    assertThatThrownBy(
            () -> new LogProof(PROOF.inclusion(), two).verify("leaf 4".getBytes(UTF_8), policy))
        .hasMessageStartingWith("RFC 9162 §2.1.3.2 step 5");
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
        .hasMessage("parse log proof: 2000000 bytes, at most 1008192 are read");
  }
}
