package io.commonweight.federation.aggregation;

/** Says why the values of an update do not count under {@code dagg/1}. */
public final class UnacceptableUpdateException extends Exception {

  private final Reason reason;

  UnacceptableUpdateException(Reason reason, String detail) {
    super(reason.label() + ": " + detail);
    this.reason = reason;
  }

  /** The rule that the update breaks. */
  public Reason reason() {
    return reason;
  }

  /** A rule on the values of an update. */
  public enum Reason {
    /** A parameter or a difference is infinite or not a number. */
    NOT_FINITE("not-finite"),
    /** A quantised value is beyond what the round's encoding allows. */
    OUT_OF_RANGE("out-of-range"),
    /** The norm needs more than 128 bits. */
    NORM_OVERFLOW("norm-overflow"),
    /** The norm exceeds the bound of the round. */
    NORM_EXCEEDED("norm-exceeded");

    private final String label;

    Reason(String label) {
      this.label = label;
    }

    /** The word that stands in a statement. */
    public String label() {
      return label;
    }
  }
}
