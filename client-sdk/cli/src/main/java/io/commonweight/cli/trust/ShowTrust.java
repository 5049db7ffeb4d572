package io.commonweight.cli.trust;

import io.commonweight.cli.charter.Description;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code commonweight trust show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show a pinned charter.",
    footer = {"", "Example:", "  commonweight trust show tabletop"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ShowTrust implements Callable<Integer> {
  @Parameters(paramLabel = "FEDERATION", description = "Its name.")
  private String federation;

  @Mixin private ConfigFolder config;
  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    var description =
        new Description(
            new TrustStore(config.path())
                .find(federation)
                .orElseThrow(() -> Anchor.missing(federation, federation, "REGISTRY")));
    report.print(description.document(), description.lines());
    return 0;
  }
}
