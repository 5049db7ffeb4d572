package io.commonweight.cli.trust;

import io.commonweight.cli.charter.Description;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.charter.Founding;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code commonweight trust list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the pinned federations.",
    footer = {"", "Example:", "  commonweight trust list"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ListTrust implements Callable<Integer> {
  @Mixin private ConfigFolder config;
  @Mixin private Report report;

  @Override
  public Integer call() throws IOException {
    List<Founding> pinned = new TrustStore(config.path()).all();
    report.print(
        Map.of("pinned", pinned.stream().map(f -> new Description(f).document()).toList()),
        pinned.stream().map(ListTrust::line).toList());
    return 0;
  }

  private static String line(Founding founding) {
    return "%s  %s  %s"
        .formatted(
            founding.charter().federation(),
            founding.charter().policy(),
            new Description(founding).fingerprint());
  }
}
