package io.commonweight.sdk.charter;

/**
 * Why a statement is not logged.
 *
 * @param code for programs
 * @param detail for people: the cause, and where there is one, the next step
 */
public record Refusal(Code code, String detail) {

  /** The kinds of refusal. */
  public enum Code {
    /** Not an envelope, or not a statement of ours. */
    MALFORMED,
    /** More bytes than a log entry holds. */
    TOO_LARGE,
    /** The federation knows no such key. */
    UNKNOWN_SIGNER,
    /** The key was revoked. */
    REVOKED,
    /** The key's time is over, or has not come. */
    EXPIRED,
    /** A new charter's keys cannot be had: they must be brought first. */
    UNKNOWN_KEYS,
    /** The signature does not verify. */
    BAD_SIGNATURE,
    /** The key has another role than this kind of statement needs. */
    ROLE,
    /** The statement contradicts the log so far. */
    STATE,
    /** The node has used up its statements of this round. */
    STATEMENT_CAP
  }
}
