package io.commonweight.cli.report;

/** A command that was understood and not carried out: exit code 1. */
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Says the cause and the next step in one line. */
  public CommandException(String message) {
    super(message);
  }
}
