package io.commonweight.federation.secagg;

/**
 * A message that the protocol does not allow. It is not logged; a node that meets one leaves the
 * round.
 */
public final class SecAggException extends Exception {

  /** What was wrong; the message says it of whom. */
  public enum Reason {
    /** Bytes that are no parcel or no vector. */
    MALFORMED,
    /** A message of another session. */
    OTHER_SESSION,
    /** A message that rests on another roster, or on other dealings. */
    OTHER_TRANSCRIPT,
    /** A node that has no place in the round, or in the step before. */
    UNKNOWN_NODE,
    /** A node that is named twice, or that says a second thing. */
    REPEATED_NODE,
    /** A list without the node that it is shown to, or with another message in its name. */
    SELF_MISSING,
    /** Fewer nodes than the threshold. */
    TOO_FEW,
    /** A parcel or a vector that is missing, or one too many. */
    UNACCOUNTED,
    /** A share that is not the one its dealer committed to, or that does not open. */
    WRONG_SHARE,
    /** Shares, a secret or a ciphertext that contradict what their dealer committed to. */
    FAULTY_DEALER,
    /** A masked vector that is not the one its node signed for. */
    WRONG_VECTOR
  }

  private final Reason reason;

  /** A refusal with its cause in words. */
  public SecAggException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  SecAggException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** What was wrong. */
  public Reason reason() {
    return reason;
  }
}
