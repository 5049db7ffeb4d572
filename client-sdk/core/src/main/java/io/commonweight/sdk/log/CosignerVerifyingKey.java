package io.commonweight.sdk.log;

import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.VerifyingKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The public counterpart of a {@link CosignerKey}: what a log's or a witness's two signature lines
 * are verified with.
 *
 * @param name the name in both lines
 * @param ed25519 the Ed25519 half
 * @param mlDsa44 the ML-DSA-44 half
 */
public record CosignerVerifyingKey(String name, VerifyingKey ed25519, VerifyingKey mlDsa44) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the name is no key name, or a half is of another algorithm
   */
  public CosignerVerifyingKey {
    NoteKey.requireName(name);
    var _ = new NoteKey(name, SignatureType.ED25519, ed25519);
    var _ = new NoteKey(name, SignatureType.ML_DSA_44_COSIGNATURE, mlDsa44);
  }

  /** The keys of a log's lines under its own checkpoints: types 0x01 and 0x06. */
  public List<NoteKey> logKeys() {
    return List.of(
        new NoteKey(name, SignatureType.ED25519, ed25519),
        new NoteKey(name, SignatureType.ML_DSA_44_COSIGNATURE, mlDsa44));
  }

  /** The keys of a witness's lines under others' checkpoints: types 0x04 and 0x06. */
  public List<NoteKey> witnessKeys() {
    return List.of(
        new NoteKey(name, SignatureType.ED25519_COSIGNATURE, ed25519),
        new NoteKey(name, SignatureType.ML_DSA_44_COSIGNATURE, mlDsa44));
  }

  /** What names the halves, Ed25519 first. */
  public List<Fingerprint> fingerprints() {
    return List.of(ed25519.fingerprint(), mlDsa44.fingerprint());
  }

  /** When a log signed, if both of its lines are among the verified ones. */
  Optional<Instant> signed(Collection<VerifiedSignature> verified) {
    return time(logKeys(), verified);
  }

  /**
   * When a witness cosigned, if both of its lines are among the verified ones; the earlier time, if
   * they differ, since each half must have been there.
   */
  Optional<Instant> cosigned(Collection<VerifiedSignature> verified) {
    return time(witnessKeys(), verified);
  }

  private static Optional<Instant> time(List<NoteKey> halves, Collection<VerifiedSignature> all) {
    var mine = all.stream().filter(s -> halves.contains(s.key())).toList();
    if (mine.size() < halves.size()) {
      return Optional.empty();
    }
    return mine.stream().flatMap(s -> s.time().stream()).min(Instant::compareTo);
  }

  /** The name and the fingerprints. */
  @Override
  public String toString() {
    return name + ' ' + fingerprints();
  }
}
