package io.commonweight.registry.log;

/** How a log fares: what its readiness and its writers' answers follow from. */
public sealed interface LogCondition {

  /** It is continued. */
  record Serving() implements LogCondition {}

  /**
   * It is not continued now, and will be again without anybody's help.
   *
   * @param reason what is being waited for
   */
  record Waiting(String reason) implements LogCondition {}

  /**
   * It is not continued until a person has looked at it.
   *
   * @param reason what is wrong
   */
  record Halted(String reason) implements LogCondition {}
}
