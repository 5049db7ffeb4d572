package io.commonweight.demo;

import io.commonweight.demo.process.Programs;
import io.commonweight.demo.report.Report;
import io.commonweight.demo.report.ReportFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code commonweight demo}. */
@Command(
    name = "commonweight demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = {
      "Runs a whole federation on this machine: organizations train one policy on private data,",
      "co-sign the result, and a developer pulls and verifies it from a mirror."
    },
    footer = {
      "",
      "Exit code 0 if every check of the protocol held; success rates are reported only.",
      "",
      "Examples:",
      "  commonweight demo                          four organizations in a simulated workshop",
      "  commonweight demo --keep                   … and leave it running to look at",
      "  commonweight demo --data recordings/       real recordings, one folder an organization",
      "  commonweight demo --json | jq .evaluation  the report for programs"
    })
public final class DemoCommand implements Callable<Integer> {
  private static final int FEWEST_ROUNDS = 5;
  private static final int FEWEST_ORGANIZATIONS = 4;

  @Mixin private DemoOptions options;

  @Spec private CommandLine.Model.CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  private DemoCommand() {}

  /** Runs the command. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && arguments[0].equals("hostile-node")) {
      System.exit(HostileNode.run(Arrays.copyOfRange(arguments, 1, arguments.length)));
    }
    var command = new CommandLine(new DemoCommand());
    command.setExecutionExceptionHandler(DemoCommand::explain);
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    requireAtLeast("--rounds", FEWEST_ROUNDS, options.rounds().orElse(FEWEST_ROUNDS));
    requireAtLeast("--nodes", 1, options.nodes());
    requireAtLeast("--orgs", FEWEST_ORGANIZATIONS, options.organizations());
    Path directory = freshDirectory(Programs.locate());
    var progress = new Progress(System.err, Boolean.getBoolean("commonweight.terminal"));
    Report report;
    try (var demo = new Demo(options, directory, progress)) {
      report = demo.run();
      ReportFiles.write(report, directory);
      progress.say("report: %s", directory.resolve("report.html"));
      PrintWriter out = spec.commandLine().getOut();
      out.println(options.isJson() ? ReportFiles.line(report) : Summary.of(report));
      out.flush();
      if (options.isKept()) {
        demo.keep(report);
      }
    }
    return report.ok() ? 0 : 1;
  }

  private void requireAtLeast(String option, int least, int value) {
    if (value < least) {
      throw new ParameterException(spec.commandLine(), option + " must be at least " + least);
    }
  }

  private Path freshDirectory(Programs programs) throws IOException {
    String now =
        LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss"));
    Path directory =
        options.directory().orElse(programs.home().resolve("target/demo").resolve(now));
    if (Files.exists(directory)) {
      throw new ParameterException(
          spec.commandLine(), directory + " exists: name a new folder with --dir");
    }
    Files.createDirectories(directory.toAbsolutePath().getParent());
    var ownerOnly = PosixFilePermissions.fromString("rwx------"); // it holds keys and recordings
    return Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(ownerOnly))
        .toRealPath();
  }

  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    command.getErr().println("commonweight demo: " + failure.getMessage());
    return 1;
  }
}
