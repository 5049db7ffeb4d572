package io.commonweight.cli.trust;

import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code commonweight trust remove}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = "Forget a pinned charter.",
    footer = {"", "Example:", "  commonweight trust remove tabletop"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RemoveTrust implements Callable<Integer> {
  @Parameters(paramLabel = "FEDERATION", description = "Its name.")
  private String federation;

  @Mixin private ConfigFolder config;
  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    if (!new TrustStore(config.path()).remove(federation)) {
      throw new CommandException(
          federation + " is not pinned: see 'commonweight trust list' for those that are");
    }
    report.print(Map.of("removed", federation), List.of(federation + " is no longer trusted"));
    return 0;
  }
}
