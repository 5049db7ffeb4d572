package io.commonweight.cli.founding;

import io.commonweight.cli.charter.Description;
import io.commonweight.cli.log.FollowedLog;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.cli.trust.ConfigFolder;
import io.commonweight.cli.trust.TrustStore;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.registry.RegistryClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code commonweight federation show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Show a charter: members, what it tolerates, and its fingerprint. With --from, and the"
          + " founding documents or a pin, read and verify the whole log, and show the charter in"
          + " force, the chain of those before it, the keys at work, the revoked ones and the"
          + " charters that wait for approval."
    },
    footer = {
      "",
      "Examples:",
      "  commonweight federation show founding",
      "  commonweight federation show founding --from https://registry.example",
      "  commonweight federation show tabletop --from https://registry.example"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ShowFederation implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR|F",
      description = "A folder of documents, or with --from a federation's name.")
  private String subject;

  @Option(
      names = "--from",
      paramLabel = "REGISTRY",
      description =
          "Ask this registry. Of a federation that is not pinned it proves nothing what it"
              + " answers.")
  private Optional<URI> registry;

  @Mixin private ConfigFolder config;
  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    if (registry.isEmpty()) {
      Description description = new Description(Founding.load(Path.of(subject)));
      report.print(description.document(), description.lines());
      return 0;
    }
    var client = new RegistryClient(registry.get());
    Optional<Founding> anchor = anchor();
    if (anchor.isPresent()) {
      showLog(anchor.get(), client);
    } else {
      showUnverified(client);
    }
    return 0;
  }

  private Optional<Founding> anchor() throws IOException {
    Path folder = Path.of(subject);
    return Files.exists(folder.resolve(Founding.CHARTER_FILE))
        ? Optional.of(Founding.load(folder))
        : new TrustStore(config.path()).find(subject);
  }

  private void showLog(Founding anchor, RegistryClient client)
      throws IOException, CommandException {
    Clock clock = Clock.systemUTC();
    var register = new Register(new FollowedLog(client, anchor, clock).current(), clock.instant());
    report.print(register.document(), register.lines());
  }

  private void showUnverified(RegistryClient client) throws IOException {
    Description description = new Description(fetch(client));
    Map<String, Object> document = new LinkedHashMap<>(description.document());
    document.put("verified", false);
    report.progress("not verified: no charter of %s is pinned".formatted(subject));
    report.print(document, description.lines());
  }

  private Founding fetch(RegistryClient client) throws IOException {
    try {
      return Founding.of(client.charterJson(subject), client.keysJson(subject));
    } catch (JsonException e) {
      throw new IOException(client.registry() + " sent " + e.getMessage(), e);
    }
  }
}
