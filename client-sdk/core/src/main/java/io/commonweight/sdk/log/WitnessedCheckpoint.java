package io.commonweight.sdk.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A checkpoint that its log has signed, and who has witnessed it.
 *
 * @param checkpoint the log's state
 * @param signed when the log signed, as it says itself
 * @param cosigners in the order of the policy
 */
public record WitnessedCheckpoint(Checkpoint checkpoint, Instant signed, List<Cosigner> cosigners) {

  /**
   * An organization whose witness has cosigned with both of its keys.
   *
   * @param organization who
   * @param time when, as its witness says
   */
  public record Cosigner(String organization, Instant time) {}

  /** Copies the cosigners. */
  public WitnessedCheckpoint {
    cosigners = List.copyOf(cosigners);
  }

  /** Who cosigned. */
  public List<String> organizations() {
    return cosigners.stream().map(Cosigner::organization).toList();
  }

  /** When the first of them cosigned; absent without cosigners. */
  public Optional<Instant> oldest() {
    return cosigners.stream().map(Cosigner::time).min(Instant::compareTo);
  }

  /** When the last of them cosigned; absent without cosigners. */
  public Optional<Instant> newest() {
    return cosigners.stream().map(Cosigner::time).max(Instant::compareTo);
  }
}
