package io.commonweight.sdk.log;

import io.commonweight.sdk.identity.Algorithm;
import java.util.Arrays;
import java.util.Optional;

/**
 * The kinds of signature lines that are made and verified; lines of other kinds are passed over.
 */
public enum SignatureType {
  /** Ed25519 over the text of the note (C2SP signed-note v1.0.0). */
  ED25519(0x01, Algorithm.ED25519),
  /** Ed25519 over a time and the text of a checkpoint (C2SP tlog-cosignature, cosignature/v1). */
  ED25519_COSIGNATURE(0x04, Algorithm.ED25519),
  /** ML-DSA-44 over a time and the values of a checkpoint (C2SP tlog-cosignature, subtree/v1). */
  ML_DSA_44_COSIGNATURE(0x06, Algorithm.ML_DSA_44);

  private final byte id;
  private final Algorithm algorithm;

  SignatureType(int id, Algorithm algorithm) {
    this.id = (byte) id;
    this.algorithm = algorithm;
  }

  /** The byte that stands for this type in key ids and vkeys. */
  public byte id() {
    return id;
  }

  /** What keys of this type sign with. */
  public Algorithm algorithm() {
    return algorithm;
  }

  static Optional<SignatureType> ofId(byte id) {
    return Arrays.stream(values()).filter(t -> t.id == id).findFirst();
  }
}
