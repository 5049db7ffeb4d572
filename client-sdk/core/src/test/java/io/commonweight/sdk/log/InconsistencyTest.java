package io.commonweight.sdk.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import java.util.List;
import org.junit.jupiter.api.Test;

class InconsistencyTest {
  private static final String ORIGIN = "log.example/federation";
  private static final CosignerKey KEY = Cosigners.key(ORIGIN);
  private static final CosignerVerifyingKey LOG = KEY.verifyingKey();
  private static final List<Sha256> LEAVES = ReferenceTree.leaves(11);
  private static final Sha256 ROOT = ReferenceTree.root(LEAVES.subList(0, 6));
  private static final ConsistencyProof PROOF =
      new ConsistencyProof(ReferenceTree.proof(6, LEAVES));
  private static final SignedNote LATER = signed(KEY, 11, ReferenceTree.root(LEAVES));
  private static final SignedNote EARLIER = signed(KEY, 6, Sha256.of(new byte[] {1}));

  @Test
  void anotherBeginningThanTheEarlierNoteConvictsTheLog() throws ProofException {
    var evidence = new Inconsistency(ROOT, PROOF, EARLIER, LATER);

    Inconsistency parsed = Inconsistency.parse(evidence.bytes());

    assertThat(parsed).isEqualTo(evidence);
    assertThat(parsed.verify(LOG)).isEqualTo(6);
    assertThat(evidence.encode())
        .startsWith("commonweight.dev/inconsistency@v1\nroot ")
        .endsWith("\n\n" + EARLIER.encode() + "\n" + LATER.encode());
  }

  @Test
  void aLogThatGrewIsNoEvidence() {
    SignedNote genuine = signed(KEY, 6, ROOT);

    assertThatThrownBy(() -> new Inconsistency(ROOT, PROOF, genuine, LATER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the later log has the earlier one's root");
    assertThatThrownBy(() -> new Inconsistency(ROOT, PROOF, LATER, EARLIER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not an earlier and a later state");
  }

  @Test
  void aRootThatTheProofDoesNotShowIsNoEvidence() {
    var evidence = new Inconsistency(Sha256.of(new byte[] {2}), PROOF, EARLIER, LATER);

    assertThatThrownBy(() -> evidence.verify(LOG)).isInstanceOf(ProofException.class);
  }

  @Test
  void aLogIsConvictedByItsOwnSignaturesOnly() {
    CosignerKey forger = CosignerKey.ofSeed(ORIGIN, new byte[32]);
    SignedNote forged = signed(forger, 6, Sha256.of(new byte[] {1}));

    assertThatThrownBy(() -> new Inconsistency(ROOT, PROOF, forged, LATER).verify(LOG))
        .isInstanceOf(ProofException.class);
  }

  @Test
  void anyOtherTextIsRefused() {
    String text = new Inconsistency(ROOT, PROOF, EARLIER, LATER).encode();
    for (String other :
        List.of(
            "",
            text.replace("@v1", "@v2"),
            text.replace("root ", "root  "),
            text.replace("root ", "root \n"),
            text.replace("\n\n", "\n"),
            text.substring(0, text.length() - 1),
            text + "\n",
            text + LATER.encode())) {
      assertThatThrownBy(() -> Inconsistency.parse(other.getBytes(UTF_8)))
          .isInstanceOf(ProofException.class);
    }
    assertThatThrownBy(() -> Inconsistency.parse(new byte[Inconsistency.MAX_BYTES + 1]))
        .isInstanceOf(ProofException.class)
        .hasMessageContaining("bytes");
  }

  private static SignedNote signed(CosignerKey key, long size, Sha256 root) {
    return new Checkpoint(ORIGIN, size, root).sign(key, Cosigners.NOON);
  }
}
