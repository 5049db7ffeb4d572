package io.commonweight.trainer.command;

import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Prints the cause of a failed command in one line; a defect with its stack trace. */
final class Failure implements CommandLine.IExecutionExceptionHandler {
  private static final int FAILED = 1;

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof RuntimeException && !(failure instanceof IllegalArgumentException)) {
      failure.printStackTrace(command.getErr());
    } else {
      command.getErr().println("error: " + reason(failure));
    }
    return FAILED;
  }

  private static String reason(Exception failure) {
    // The message of this one is the bare path.
    return failure instanceof NoSuchFileException missing
        ? missing.getFile() + " does not exist"
        : String.valueOf(failure.getMessage());
  }
}
