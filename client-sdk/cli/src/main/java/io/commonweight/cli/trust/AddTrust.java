package io.commonweight.cli.trust;

import io.commonweight.cli.charter.Description;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.registry.RegistryClient;
import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code commonweight trust add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Pin the charter of a federation, so that pull and verify believe it. A registry can show any"
          + " charter: compare the fingerprint with a member by another way."
    },
    footer = {
      "",
      "Example:",
      "  commonweight trust add tabletop --from https://registry.example \\",
      "    --fingerprint sha256:1f0c…"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class AddTrust implements Callable<Integer> {
  @Parameters(paramLabel = "FEDERATION", description = "Its name.")
  private String federation;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "REGISTRY",
      description = "Where to fetch the charter.")
  private URI registry;

  @Option(
      names = "--fingerprint",
      paramLabel = "sha256:…",
      description = "The fingerprint a member told you: then nobody is asked.")
  private Optional<String> fingerprint;

  @Option(names = "--yes", description = "Pin whatever the registry shows, unasked.")
  private boolean isYes;

  @Option(
      names = "--replace",
      description = "Pin it also in place of another charter of this federation.")
  private boolean replaces;

  @Mixin private ConfigFolder config;
  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    Founding founding = fetch(new RegistryClient(registry));
    var description = new Description(founding);
    if (!isConfirmed(description)) {
      throw new CommandException("not pinned");
    }
    new TrustStore(config.path()).pin(founding, replaces);
    List<String> lines = new ArrayList<>(description.lines());
    lines.add("pinned: pull and verify believe this charter for " + founding.charter().policy());
    report.print(description.document(), lines);
    return 0;
  }

  private Founding fetch(RegistryClient client) throws IOException, CommandException {
    try {
      Founding founding = Founding.of(client.charterJson(federation), client.keysJson(federation));
      if (!founding.charter().federation().equals(federation)) {
        throw new CommandException(
            "%s sent the charter of %s when asked for %s"
                .formatted(client.registry(), founding.charter().federation(), federation));
      }
      return founding;
    } catch (JsonException e) {
      throw new IOException(client.registry() + " sent " + e.getMessage(), e);
    }
  }

  private boolean isConfirmed(Description description) throws CommandException {
    if (fingerprint.isPresent()) {
      if (!fingerprint.get().equals(description.fingerprint())) {
        throw new CommandException(
            "the charter at %s is %s, you gave %s: ask the members which is right"
                .formatted(registry, description.fingerprint(), fingerprint.get()));
      }
      return true;
    }
    return isYes || ask(description);
  }

  private boolean ask(Description description) throws CommandException {
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(
                () ->
                    new CommandException(
                        "nobody is here to confirm %s: compare it with a member and give it with --fingerprint"
                            .formatted(description.fingerprint())));
    description.lines().forEach(report::progress);
    String answer = console.readLine("Did a member confirm this fingerprint? Type yes to pin it: ");
    return "yes".equals(answer);
  }
}
