package io.commonweight.cli;

import io.commonweight.cli.audit.AuditCommand;
import io.commonweight.cli.bench.BenchCommand;
import io.commonweight.cli.founding.FederationCommand;
import io.commonweight.cli.founding.ReleaseCommand;
import io.commonweight.cli.key.KeysCommand;
import io.commonweight.cli.log.LogCommand;
import io.commonweight.cli.pull.PullCommand;
import io.commonweight.cli.pull.VerifyCommand;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.simulate.SimulateCommand;
import io.commonweight.cli.trust.TrustCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * The command line. Exit codes: 0 done, 1 refused or a check failed, 2 not understood.
 *
 * <p>Outcomes go to standard output, everything else to standard error.
 */
@Command(
    name = "commonweight",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Robot policies that organizations train together and nobody owns alone.",
    subcommands = {
      PullCommand.class,
      VerifyCommand.class,
      TrustCommand.class,
      KeysCommand.class,
      FederationCommand.class,
      ReleaseCommand.class,
      LogCommand.class,
      AuditCommand.class,
      SimulateCommand.class,
      BenchCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 refused or a check failed, 2 not understood.",
      "",
      "Example:",
      "  commonweight trust add tabletop --from https://registry.example",
      "  commonweight pull tabletop/policy --from https://registry.example --to policy"
    })
public final class Commonweight {
  private static final int REFUSED = 1;

  private Commonweight() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(out, err, args));
  }

  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Commonweight())
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (problem, command, parsed) -> {
              command.getErr().println("commonweight: " + explain(problem));
              return REFUSED;
            })
        .setParameterExceptionHandler(Commonweight::explainUsage)
        .execute(args);
  }

  private static int explainUsage(ParameterException problem, String[] args) {
    CommandLine command = problem.getCommandLine();
    command
        .getErr()
        .printf(
            "commonweight: %s; see '%s --help'%n",
            problem.getMessage(), command.getCommandSpec().qualifiedName());
    return CommandLine.ExitCode.USAGE;
  }

  /** Whatever we did not foresee is a defect and shows where it happened. */
  private static String explain(Exception problem) throws Exception {
    return switch (problem) {
      case NoSuchFileException e -> e.getFile() + " is not there";
      case FileAlreadyExistsException e when e.getReason() == null ->
          e.getFile() + " is there already";
      case IOException e -> oneLine(e);
      case CommandException e -> oneLine(e);
      case IllegalArgumentException e -> oneLine(e);
      default -> throw problem;
    };
  }

  private static String oneLine(Exception problem) {
    return String.valueOf(problem.getMessage()).replaceAll("\\s*\\R\\s*", " ");
  }
}
