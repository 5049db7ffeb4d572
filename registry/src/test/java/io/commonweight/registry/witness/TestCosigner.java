package io.commonweight.registry.witness;

import io.commonweight.registry.TestFederation;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.NoteSignature;
import java.time.Instant;
import java.util.List;

/** Witnesses whose keys follow from their numbers, and who always cosign at the same time. */
final class TestCosigner {
  private static final Instant TIME = Instant.ofEpochSecond(1_800_000_001);

  private TestCosigner() {}

  static CosignerKey key(int witness) {
    String name = "witness-" + witness;
    return CosignerKey.ofSeed(name, TestFederation.digest(name).bytes());
  }

  static List<NoteSignature> cosign(int witness, Checkpoint checkpoint) {
    return checkpoint.cosign(key(witness), TIME);
  }
}
