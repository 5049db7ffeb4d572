package io.commonweight.cli.audit;

import io.commonweight.cli.key.KeyFolder;
import io.commonweight.cli.key.PassphraseOptions;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.cli.trust.ConfigFolder;
import io.commonweight.cli.trust.TrustStore;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistrySession;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code commonweight audit}. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description = {
      "Replay a federation's whole log from any registry and judge every round: opening, inputs,"
          + " closing, aggregates, release, witnesses. With the keys of a delegated aggregator the"
          + " aggregates are computed anew, bit for bit."
    },
    footer = {
      "",
      "Exit code 1 if anything was found; who signed it is named.",
      "",
      "Examples:",
      "  commonweight audit tabletop --from https://registry.example",
      "  commonweight audit tabletop --from https://registry.example --founding founding \\",
      "    --keys keys --round 3 --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class AuditCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FEDERATION", description = "The federation's name.")
  private String federation;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "REGISTRY",
      description = "Any registry that keeps the log: none needs to be trusted.")
  private URI registry;

  @Option(
      names = "--founding",
      paramLabel = "DIR",
      description = "The documents of the first charter, in place of those pinned by 'trust add'.")
  private Optional<Path> founding;

  @Option(
      names = "--round",
      paramLabel = "N",
      description = "Judge this round alone; the log is replayed whole.")
  private Optional<Integer> round;

  @Option(
      names = "--keys",
      paramLabel = "DIR",
      description = "A key folder whose aggregator.key may read the updates.")
  private Optional<Path> keys;

  @Mixin private PassphraseOptions passphrase;
  @Mixin private ConfigFolder config;
  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    Founding documents = documents();
    var client = new RegistryClient(registry);
    var audit = new Audit(documents, client, session(client));
    var outcome = new AuditReport(federation, registry.toString());
    audit.run(round, outcome);
    List<String> lines = outcome.lines();
    report.print(outcome.document(), lines);
    return outcome.exitCode();
  }

  private Founding documents() throws IOException, CommandException {
    Optional<Founding> found =
        founding.isPresent()
            ? Optional.of(Founding.load(founding.get()))
            : new TrustStore(config.path()).find(federation);
    Founding documents =
        found.orElseThrow(
            () ->
                new CommandException(
                    "no charter of %s is pinned: give --founding, or run 'commonweight trust add %s'"
                        .formatted(federation, federation)));
    if (!documents.charter().federation().equals(federation)) {
      throw new CommandException(
          "these are the documents of %s, not of %s"
              .formatted(documents.charter().federation(), federation));
    }
    if (documents.charter().version() != 1) {
      throw new CommandException(
          "a log is verified from its beginning: give the documents of charter 1, not %d, with --founding"
              .formatted(documents.charter().version()));
    }
    return documents;
  }

  private Optional<RegistrySession> session(RegistryClient client) throws IOException {
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(
            client.session(
                federation,
                new KeyFolder(keys.get()).aggregator(passphrase.passphrase()),
                Clock.systemUTC()));
  }
}
