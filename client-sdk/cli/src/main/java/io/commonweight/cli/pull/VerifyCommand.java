package io.commonweight.cli.pull;

import io.commonweight.cards.CardClaims;
import io.commonweight.cards.CardException;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.cli.trust.Anchor;
import io.commonweight.cli.trust.ConfigFolder;
import io.commonweight.cli.trust.TrustStore;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.verify.ReleaseVerifier;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code commonweight verify}. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Verify the folder of a release against a pinned charter, offline. A folder that another"
          + " client fetched has no evidence: name a registry that has it with --from."
    },
    footer = {
      "",
      "Examples:",
      "  commonweight verify policy",
      "  hf download tabletop/policy --local-dir policy",
      "  commonweight verify policy --from https://registry.example"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class VerifyCommand implements Callable<Integer> {
  private static final int MAX_CARD_BYTES = 1 << 20;

  @Parameters(paramLabel = "DIR", description = "The folder of a release.")
  private Path folder;

  @Option(
      names = "--trust",
      paramLabel = "FILE|sha256:…",
      description = "Believe this charter, in place of one pinned by 'commonweight trust add'.")
  private Optional<String> trust;

  @Option(
      names = "--from",
      paramLabel = "REGISTRY",
      description = "Fetch the evidence from this registry, which needs not be trusted.")
  private Optional<URI> registry;

  @Mixin private ConfigFolder config;
  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    if (!Files.isDirectory(folder)) {
      throw new CommandException(folder + " is no folder");
    }
    if (registry.isEmpty() && !EvidenceFolder.in(folder).isThere()) {
      throw new CommandException(
          "%s has no evidence: name a registry that has it with --from".formatted(folder));
    }
    return registry.isEmpty() ? offline() : online(new RegistryClient(registry.get()));
  }

  private int offline() throws IOException, CommandException {
    EvidenceFolder kept = EvidenceFolder.in(folder);
    Evidence evidence = Evidence.parse(kept.read());
    Anchor anchor = anchor(claimedPolicy(evidence));
    Optional<Founding> founding = anchor.founding();
    if (founding.isEmpty()) {
      founding = anchor.foundingIn(kept.directory());
    }
    return verify(
        anchor,
        founding.orElseThrow(
            () ->
                new CommandException(
                    "%s is of another charter than the pinned sha256:%s: do not load these weights"
                        .formatted(folder, anchor.charter()))),
        evidence);
  }

  /** The card tells which release to ask for; whether it is that one is then verified. */
  private int online(RegistryClient client) throws IOException, CommandException {
    CardClaims claims = claims();
    Anchor anchor = anchor(claims.repository());
    Optional<Founding> founding = anchor.founding();
    if (founding.isEmpty()) {
      founding = anchor.foundingAt(client);
    }
    Founding pinned =
        founding.orElseThrow(
            () ->
                new CommandException(
                    "%s keeps no federation with the charter sha256:%s: ask another registry"
                        .formatted(client.registry(), anchor.charter())));
    return verify(
        anchor,
        pinned,
        client.evidence(pinned.charter().federation(), String.valueOf(claims.release())));
  }

  private int verify(Anchor anchor, Founding founding, Evidence evidence) {
    var verifier = new ReleaseVerifier(anchor.charter(), founding.charter().policy());
    var outcome = new Outcome(founding, verifier.verify(founding, evidence, folder));
    report.print(outcome.document(), outcome.lines());
    return outcome.exitCode();
  }

  /** The pin of the policy that the folder claims to be: a claim can choose a pin, not make one. */
  private Anchor anchor(String claimedPolicy) throws IOException, CommandException {
    if (trust.isPresent()) {
      return Anchor.parse(trust.get());
    }
    return new TrustStore(config.path())
        .ofPolicy(claimedPolicy)
        .map(Anchor::of)
        .orElseThrow(
            () ->
                Anchor.missing(
                    claimedPolicy, "FEDERATION", registry.map(URI::toString).orElse("REGISTRY")));
  }

  private static String claimedPolicy(Evidence evidence) throws CommandException {
    try {
      if (Statement.parse(evidence.release()).predicate() instanceof Release release) {
        return release.policy();
      }
      throw new CommandException("the evidence is of no release");
    } catch (JsonException e) {
      throw new CommandException("the evidence is of no release: " + e.getMessage());
    }
  }

  private CardClaims claims() throws IOException, CommandException {
    try (var in = Files.newInputStream(folder.resolve(Release.CARD))) {
      return CardClaims.read(in.readNBytes(MAX_CARD_BYTES));
    } catch (CardException e) {
      throw new CommandException(
          "%s does not say which release it is of: %s".formatted(Release.CARD, e.getMessage()));
    }
  }
}
