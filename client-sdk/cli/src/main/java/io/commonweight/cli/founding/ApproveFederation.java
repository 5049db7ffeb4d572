package io.commonweight.cli.founding;

import io.commonweight.cli.key.KeyFolder;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Release;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code commonweight federation approve}. */
@Command(
    name = "approve",
    mixinStandardHelpOptions = true,
    description = {
      "Sign the charter with an organization's root key and append it to the log; with --release"
          + " also upload and sign the first release. Running it again changes nothing."
    },
    footer = {
      "",
      "Example:",
      "  commonweight federation approve --founding founding --keys ~/keys/north \\",
      "    --registry https://registry.example --release release-0"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ApproveFederation implements Callable<Integer> {
  @Option(
      names = "--founding",
      required = true,
      paramLabel = "DIR",
      description = "The founding documents. Compare their fingerprint first.")
  private Path foundingFolder;

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "KEYS",
      description = "The organization's key folder.")
  private Path keys;

  @Option(
      names = "--registry",
      required = true,
      paramLabel = "URL",
      description = "Where to send statements and files.")
  private URI registry;

  @Option(
      names = "--release",
      paramLabel = "RELEASE0DIR",
      description = "The files of the first release, README.md among them.")
  private Optional<Path> release;

  @Option(
      names = "--wait",
      defaultValue = "PT5M",
      paramLabel = "DURATION",
      description = "How long to wait for the other members' charters (default ${DEFAULT-VALUE}).")
  private Duration patience;

  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    Founding founding = Founding.load(foundingFolder);
    var approval =
        Approval.of(
            founding, new KeyFolder(keys).root(), new RegistryClient(registry), Clock.systemUTC());
    Optional<ReleaseFolder> folder = release.map(ReleaseFolder::new);
    // Whatever is wrong with the folder shows before anything is signed.
    Optional<Release> statement =
        folder.isPresent() ? Optional.of(folder.get().statement(founding)) : Optional.empty();
    var document = new LinkedHashMap<String, Object>();
    List<String> lines = new ArrayList<>();
    document.put("federation", founding.charter().federation());
    document.put("organization", approval.organization());
    document.put("charter", new Description(founding).fingerprint());
    long charterIndex = approval.charter();
    document.put("charterIndex", charterIndex);
    lines.add(
        "%s approved the charter of %s: log entry %d"
            .formatted(approval.organization(), founding.charter().federation(), charterIndex));
    if (statement.isPresent()) {
      Approval.Signed signed =
          approval.release(statement.get(), folder.orElseThrow(), patience, report::progress);
      document.put("release", "sha256:" + signed.digest());
      document.put("releaseIndex", signed.index());
      lines.add(
          "and release 0, sha256:%s: log entry %d".formatted(signed.digest(), signed.index()));
    }
    report.print(document, lines);
    return 0;
  }
}
