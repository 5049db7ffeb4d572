package io.commonweight.trainer.site;

import io.commonweight.federation.round.Cohort;
import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.secagg.Parcel;
import io.commonweight.federation.secagg.ParcelRange;
import io.commonweight.federation.secagg.SecAggException;
import io.commonweight.federation.secagg.SecAggException.Reason;
import io.commonweight.federation.secagg.SecAggNode;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.ShareDealing;
import io.commonweight.sdk.weights.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A site's session of one secure round. Its secrets are in this object and nowhere else: it is not
 * saved, and a site that was restarted has none.
 *
 * <p>Each step is taken once; what comes of it is kept until the log has it. Not thread-safe.
 */
final class SecureSession {
  private final Round round;
  private final int epoch;
  private final NodeIdentity identity;
  private final SecAggNode node;
  private final Submission submission;
  private SecureStep next = SecureStep.ADVERTISE;
  private Optional<SecureWord> word;
  private boolean isComplete;

  /**
   * Begins the one session of a round.
   *
   * @param epoch the number of the log that it is in
   * @param node has drawn its secrets
   */
  SecureSession(
      Round round, int epoch, NodeIdentity identity, SecAggNode node, Submission submission) {
    this.round = round;
    this.epoch = epoch;
    this.identity = identity;
    this.node = node;
    this.submission = submission;
    this.word = Optional.of(SecureWord.of(node.advertise()));
  }

  /** The round that it is of. */
  Round round() {
    return round;
  }

  /** The number of the log that it was begun in. */
  int epoch() {
    return epoch;
  }

  /** The step that is not in the log yet; the last one if all are. */
  SecureStep next() {
    return next;
  }

  /** Whether a step was not said, which is said now. */
  boolean owes(SecureStep step) {
    return step == next && !isComplete;
  }

  /** What was made for the next step, and may not have arrived. */
  Optional<SecureWord> word() {
    return word;
  }

  /** Notes that the log has what was said. */
  void said() {
    Optional<SecureStep> following = next.following();
    isComplete = following.isEmpty();
    next = following.orElse(next);
    word = Optional.empty();
  }

  /** Deals shares to all who have advertised. */
  SecureWord deal(Cohort cohort, Path file) throws SecAggException, IOException {
    SecAggNode.Dealt dealt = node.deal(Cohort.signed(cohort.advertisements()));
    byte[] parcels = Parcel.concatenate(dealt.parcels());
    DurableFile.write(file, channel -> channel.write(ByteBuffer.wrap(parcels)));
    return keep(SecureWord.of(dealt.dealing(), Sha256.of(parcels), file));
  }

  /**
   * What others have sent this node.
   *
   * @throws IOException if it cannot be had now
   */
  Map<Fingerprint, Parcel> parcels(Cohort cohort) throws SecAggException, IOException {
    Map<Fingerprint, Parcel> parcels = new TreeMap<>();
    for (Logged<ShareDealing> dealing : cohort.dealt()) {
      if (!dealing.signer().equals(identity.node())) {
        ShareDealing dealt = dealing.statement();
        parcels.put(
            dealing.signer(),
            Parcel.parse(submission.parcel(dealt.blob(), ParcelRange.of(dealt, identity.node()))));
      }
    }
    return parcels;
  }

  /** Masks an update with what all have dealt. */
  SecureWord mask(Cohort cohort, Map<Fingerprint, Parcel> parcels, Path update, Path file)
      throws SecAggException, IOException {
    node.receive(Cohort.signed(cohort.dealt()), parcels);
    MaskedFile.write(update, round.open().encoding(), node, file);
    return keep(SecureWord.of(node.commit(), Sha256.of(file), file));
  }

  /**
   * Gives out shares.
   *
   * @param cohort as a log has it that witnesses vouch for, beyond the cutoff: the caller has seen
   *     to that
   */
  SecureWord reveal(Cohort cohort) throws SecAggException {
    return keep(
        SecureWord.of(
            node.reveal(
                cohort
                    .survivors()
                    .orElseThrow(
                        () ->
                            new SecAggException(
                                Reason.TOO_FEW, "too few of the cohort are left for a sum")))));
  }

  private SecureWord keep(SecureWord made) {
    word = Optional.of(made);
    return made;
  }

  /** Forgets the secrets. */
  void end(String why) {
    node.abort(why);
    word = Optional.empty();
  }
}
