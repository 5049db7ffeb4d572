package io.commonweight.registry.witness;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.ConsistencyProof;
import io.commonweight.sdk.log.Equivocation;
import io.commonweight.sdk.log.Inconsistency;
import io.commonweight.sdk.log.SignedNote;
import java.nio.charset.StandardCharsets;

/**
 * Two checkpoints that one log has signed and that cannot both be true. As text it is evidence: it
 * holds both notes byte for byte, so any tool for signed notes can verify them.
 */
sealed interface Contradiction {

  /** The text of the evidence file. */
  String encode();

  /** The bytes of {@link #encode()}. */
  default byte[] bytes() {
    return encode().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * One size, two roots: the notes alone are the proof.
   *
   * @param first the one
   * @param second the other
   */
  record Equal(SignedNote first, SignedNote second) implements Contradiction {
    @Override
    public String encode() {
      return new Equivocation(first, second).encode();
    }
  }

  /**
   * The later log does not begin with the earlier one.
   *
   * @param earlier the smaller checkpoint
   * @param later the greater one
   * @param root the root that the later log's beginning has at the size of the earlier checkpoint
   * @param proof that the later log does begin with that root (RFC 9162 §2.1.4.2)
   */
  record Unequal(SignedNote earlier, SignedNote later, Sha256 root, ConsistencyProof proof)
      implements Contradiction {
    @Override
    public String encode() {
      return new Inconsistency(root, proof, earlier, later).encode();
    }
  }
}
