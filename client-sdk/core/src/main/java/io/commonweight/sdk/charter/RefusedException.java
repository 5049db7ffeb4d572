package io.commonweight.sdk.charter;

/** A statement that is not logged. */
public final class RefusedException extends Exception {
  private final Refusal refusal;

  /** Carries the reason. */
  public RefusedException(Refusal refusal) {
    super(refusal.detail());
    this.refusal = refusal;
  }

  RefusedException(Refusal.Code code, String detail) {
    this(new Refusal(code, detail));
  }

  /** Why. */
  public Refusal refusal() {
    return refusal;
  }
}
