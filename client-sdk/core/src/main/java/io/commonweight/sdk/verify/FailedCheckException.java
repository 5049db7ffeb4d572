package io.commonweight.sdk.verify;

/** What a check found that must not be. */
final class FailedCheckException extends Exception {
  private static final long serialVersionUID = 1L;

  FailedCheckException(String detail) {
    super(detail);
  }

  static void require(boolean holds, String otherwise) throws FailedCheckException {
    if (!holds) {
      throw new FailedCheckException(otherwise);
    }
  }
}
