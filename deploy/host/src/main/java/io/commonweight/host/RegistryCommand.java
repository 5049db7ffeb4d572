package io.commonweight.host;

import io.commonweight.embedded.EmbeddedServicesException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** {@code commonweight registry}: host a registry on this machine. */
@Command(
    name = "commonweight registry",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = "Host a registry on this machine.",
    subcommands = {StartCommand.class, BackupCommand.class, RestoreCommand.class},
    footer = {
      "",
      "Without a command, 'commonweight registry -Dname=value…' runs the server alone, on a database"
          + " of yours; docs/configuration.md lists its settings.",
      "",
      "Examples:",
      "  commonweight registry start --dir /srv/registry --port 8080",
      "  commonweight registry backup --dir /srv/registry --to /mnt/backup/monday"
    })
public final class RegistryCommand {
  private static final int REFUSED = 1;

  private RegistryCommand() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new RegistryCommand())
        .setExecutionExceptionHandler(RegistryCommand::explain);
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
