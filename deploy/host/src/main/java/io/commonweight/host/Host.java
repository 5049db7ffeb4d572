package io.commonweight.host;

import io.commonweight.embedded.EmbeddedServicesException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The commands of this program: the first word says which, as {@code commonweight} hands it on. */
@Command(
    name = "commonweight",
    subcommands = {RegistryCommand.class, BenchRegistry.class})
public final class Host {
  private static final int REFUSED = 1;

  private Host() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Host()).setExecutionExceptionHandler(Host::explain).execute(arguments));
  }

  /** Whatever we did not foresee is a defect and shows where it happened. */
  private static int explain(Exception problem, CommandLine command, ParseResult parsed)
      throws Exception {
    String text =
        switch (problem) {
          case NoSuchFileException e -> e.getFile() + " is not there";
          case FileAlreadyExistsException e -> e.getFile() + " is there already";
          case IOException e -> String.valueOf(e.getMessage());
          case EmbeddedServicesException e -> String.valueOf(e.getMessage());
          default -> throw problem;
        };
    command.getErr().println("commonweight: " + text);
    return REFUSED;
  }
}
