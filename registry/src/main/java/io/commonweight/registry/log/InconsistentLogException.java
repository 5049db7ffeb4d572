package io.commonweight.registry.log;

/**
 * What is stored of a log contradicts itself, or contradicts what its key has signed. Nobody may
 * continue such a log before a person has looked at it.
 */
public final class InconsistentLogException extends Exception {
  /** A message that names the log, the place and both values. */
  public InconsistentLogException(String message) {
    super(message);
  }
}
