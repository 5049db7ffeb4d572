package io.commonweight.cli.founding;

import io.commonweight.cli.charter.Description;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.registry.RegistryClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
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
    description = "Show a charter: members, quorum and fingerprint.",
    footer = {
      "",
      "Examples:",
      "  commonweight federation show founding",
      "  commonweight federation show tabletop --from https://registry.example"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ShowFederation implements Callable<Integer> {
  @Parameters(
      paramLabel = "FOUNDINGDIR|F",
      description = "A folder of founding documents, or with --from a federation's name.")
  private String subject;

  @Option(
      names = "--from",
      paramLabel = "REGISTRY",
      description = "Ask this registry. What it answers proves nothing.")
  private Optional<URI> registry;

  @Mixin private Report report;

  @Override
  public Integer call() throws IOException {
    Founding founding =
        registry.isPresent()
            ? fetch(new RegistryClient(registry.get()), subject)
            : Founding.load(Path.of(subject));
    Description description = new Description(founding);
    report.print(description.document(), description.lines());
    return 0;
  }

  private static Founding fetch(RegistryClient client, String federation) throws IOException {
    try {
      return Founding.of(client.charterJson(federation), client.keysJson(federation));
    } catch (JsonException e) {
      throw new IOException(client.registry() + " sent " + e.getMessage(), e);
    }
  }
}
