package io.commonweight.sdk.statement;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Statement.Subject;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * What an organization's aggregator made of a round.
 *
 * @param round the round's id
 * @param cutoff the index of the statement that closed the round; updates before it count
 * @param inputSetDigest the digest of the updates that were to be aggregated
 * @param specId the digest of the aggregation specification
 * @param rejected the updates that do not count, by index
 * @param outputDigest the digest of the new weights file
 * @param optimizerState the digests of the optimizer's files after this round: none, momentum, or
 *     momentum and variance
 * @param time Unix seconds by the signer's clock; no part of what must be equal
 * @param outputProof SHA-256(aggregator fingerprint ‖ weights file): shows that the signer had the
 *     bytes, not just somebody's digest
 */
public record Aggregate(
    Sha256 round,
    long cutoff,
    Sha256 inputSetDigest,
    Sha256 specId,
    List<Rejection> rejected,
    Sha256 outputDigest,
    List<Sha256> optimizerState,
    long time,
    Sha256 outputProof)
    implements Predicate {
  /** The most rejections that fit an entry. */
  public static final int MAX_REJECTIONS = 256;

  /**
   * An update that does not count.
   *
   * @param index its place in the log
   * @param node who signed it
   * @param reason why
   */
  public record Rejection(long index, Fingerprint node, Reason reason) {
    /** Checks the place. */
    public Rejection {
      Limits.within("index", 0, Limits.MAX_SAFE, index);
    }
  }

  /** Why an update does not count. */
  public enum Reason {
    /** Logged after its round had closed. */
    LATE,
    /** Names a round that never was. */
    UNKNOWN_ROUND,
    /** Trained from other weights than the round's. */
    WRONG_BASE,
    /** A second update of the node in the round. */
    DUPLICATE,
    /** Its key was revoked, with effect from before the update. */
    REVOKED,
    /** No blob under the commitment. */
    MISSING_BLOB,
    /** The blob's digest does not open the commitment. */
    COMMITMENT,
    /** Larger than the round allows, or of another size than stated. */
    SIZE,
    /** Not a canonical safetensors file. */
    MALFORMED,
    /** Other tensors, shapes or types than the base. */
    SCHEMA,
    /** A value beyond the integer bound: also what a NaN becomes. */
    RANGE,
    /** The norm exceeds the bound; of a cohort, that of its sum. */
    NORM,
    /** Fewer of its cohort were left than a secure sum needs. */
    TOO_FEW,
    /** The masks of its cohort's sum cannot be taken off. */
    UNRECOVERABLE,
    /** It is part of a sum that another's blob spoils. */
    COHORT
  }

  /** Checks the ranges and the order. */
  public Aggregate {
    Limits.within("cutoff", 0, Limits.MAX_SAFE, cutoff);
    Limits.time("time", time);
    rejected =
        Limits.sorted(
            "rejected", Limits.atMost("rejected", MAX_REJECTIONS, rejected), Rejection::index);
    optimizerState =
        List.copyOf(
            Limits.atMost("optimizerState", Release.OPTIMIZER_STATE.size(), optimizerState));
  }

  /** What must be equal for two aggregates to agree: all but time and proof. */
  public record Result(
      Sha256 round,
      long cutoff,
      Sha256 inputSetDigest,
      Sha256 specId,
      List<Rejection> rejected,
      Sha256 outputDigest,
      List<Sha256> optimizerState) {

    /** Copies the lists. */
    public Result {
      rejected = List.copyOf(rejected);
      optimizerState = List.copyOf(optimizerState);
    }
  }

  /** The part on which a quorum must agree. */
  public Result result() {
    return new Result(
        round, cutoff, inputSetDigest, specId, rejected, outputDigest, optimizerState);
  }

  /** A digest to which the bytes of the weights file are to be added: see {@link #outputProof}. */
  public static MessageDigest newOutputProof(Fingerprint aggregator) {
    MessageDigest digest = Sha256.newDigest();
    digest.update(aggregator.bytes());
    return digest;
  }

  @Override
  public List<Subject> subjects() {
    List<Subject> subjects = new ArrayList<>();
    subjects.add(Subject.of(Release.WEIGHTS, outputDigest));
    for (int i = 0; i < optimizerState.size(); i++) {
      subjects.add(Subject.of(Release.OPTIMIZER_STATE.get(i), optimizerState.get(i)));
    }
    return List.copyOf(subjects);
  }
}
