package io.commonweight.sdk.log;

/** What a log shows cannot be believed: a malformed text, a bad signature or a proof that fails. */
public final class ProofException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String step;

  /**
   * Names the step that failed.
   *
   * @param step where the check stopped, such as {@code RFC 9162 §2.1.3.2 step 5}
   * @param detail what was found there
   */
  public ProofException(String step, String detail) {
    super(step + ": " + detail);
    this.step = step;
  }

  /** Where the check stopped. */
  public String step() {
    return step;
  }
}
