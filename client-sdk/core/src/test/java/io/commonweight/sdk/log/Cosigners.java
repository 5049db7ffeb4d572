package io.commonweight.sdk.log;

import io.commonweight.sdk.Bytes;
import java.time.Instant;

/** Keys of logs and witnesses that follow from their names, and what they sign. */
final class Cosigners {

  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private Cosigners() {}

  static CosignerKey key(String name) {
    return CosignerKey.ofSeed(name, Bytes.utf8(name).sha256().bytes());
  }

  /** The key of an organization's witness. */
  static CosignerKey witnessKey(String organization) {
    return key("witness." + organization + ".example");
  }

  static WitnessPolicy.Witness witness(String organization) {
    return new WitnessPolicy.Witness(organization, witnessKey(organization).verifyingKey());
  }

  static SignedNote cosigned(SignedNote note, String organization) throws ProofException {
    return cosigned(note, organization, NOON);
  }

  static SignedNote cosigned(SignedNote note, String organization, Instant time)
      throws ProofException {
    return note.with(Checkpoint.parse(note.text()).cosign(witnessKey(organization), time));
  }
}
