package io.commonweight.sdk.log;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/**
 * The private keys that one party signs checkpoints with, as a log or as a witness of others' logs:
 * an Ed25519 and an ML-DSA-44 key under one name. What it says counts only with both signatures.
 *
 * @param name the origin, for a log; for a witness or a mirror a name of its own
 * @param ed25519 the half that today's tools verify
 * @param mlDsa44 the half that outlives quantum computers
 */
public record CosignerKey(String name, SigningKey ed25519, SigningKey mlDsa44) {

  private static final int SEED_BYTES = 32;

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the name is no key name, or a half is of another algorithm
   */
  public CosignerKey {
    var _ = new CosignerVerifyingKey(name, ed25519.verifyingKey(), mlDsa44.verifyingKey());
  }

  /** A fresh pair. */
  public static CosignerKey generate(String name, SecureRandom random) {
    return new CosignerKey(
        name,
        SigningKey.generate(Algorithm.ED25519, random),
        SigningKey.generate(Algorithm.ML_DSA_44, random));
  }

  /**
   * The pair that follows from one seed: each half's seed is SHA-256 of the algorithm's name and
   * the seed, so neither half gives the other away.
   *
   * @throws IllegalArgumentException if the name is no key name or the seed has not 32 bytes
   */
  public static CosignerKey ofSeed(String name, byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("a seed has 32 bytes, not " + seed.length);
    }
    return new CosignerKey(name, half(Algorithm.ED25519, seed), half(Algorithm.ML_DSA_44, seed));
  }

  private static SigningKey half(Algorithm algorithm, byte[] seed) {
    var digest = Sha256.newDigest();
    digest.update(
        "commonweight cosigner %s\n"
            .formatted(algorithm.label())
            .getBytes(StandardCharsets.US_ASCII));
    return SigningKey.ofSeed(algorithm, digest.digest(seed));
  }

  /** The public halves. */
  public CosignerVerifyingKey verifyingKey() {
    return new CosignerVerifyingKey(name, ed25519.verifyingKey(), mlDsa44.verifyingKey());
  }

  /** The lines of a log under its own checkpoint: plain Ed25519 and timestamped ML-DSA-44. */
  List<NoteSignature> signatures(Checkpoint own, Instant time) {
    return List.of(
        NoteSignature.of(own.text(), name, ed25519),
        Cosignature.sign(own, name, SignatureType.ML_DSA_44_COSIGNATURE, mlDsa44, time));
  }

  /** The lines of a witness under another's checkpoint, both timestamped. */
  List<NoteSignature> cosignatures(Checkpoint other, Instant time) {
    return List.of(
        Cosignature.sign(other, name, SignatureType.ED25519_COSIGNATURE, ed25519, time),
        Cosignature.sign(other, name, SignatureType.ML_DSA_44_COSIGNATURE, mlDsa44, time));
  }

  /** The name and the fingerprints of the public halves. */
  @Override
  public String toString() {
    return verifyingKey().toString();
  }
}
