package io.commonweight.cli.pull;

import io.commonweight.cards.CardClaims;
import io.commonweight.cards.CardException;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.cli.trust.Anchor;
import io.commonweight.cli.trust.ConfigFolder;
import io.commonweight.cli.trust.TrustStore;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.verify.Demands.Wanted;
import io.commonweight.sdk.verify.Floor;
import io.commonweight.sdk.verify.FloorFile;
import io.commonweight.sdk.verify.ReleaseVerifier;
import io.commonweight.sdk.verify.Verification;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
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
      "Verify the folder of a release against a pinned charter, offline. Its files are copied to a"
          + " private place and looked at there. A folder that another client fetched has no"
          + " evidence: name a registry that has it with --from."
    },
    footer = {
      "",
      "Examples:",
      "  commonweight verify policy",
      "  hf download tabletop/policy --local-dir policy",
      "  commonweight verify policy --from https://registry.example",
      "  commonweight verify policy/.commonweight/evidence.json",
      "  commonweight verify policy --disconnected-until 2031-01-31T00:00:00Z",
      "",
      "Exit codes: 0 genuine, 1 refused: do not load it, 2 not understood."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class VerifyCommand implements Callable<Integer> {
  private static final int MAX_CARD_BYTES = 1 << 20;

  @Parameters(
      paramLabel = "DIR|FILE",
      description = "The folder of a release, or a file of evidence alone.")
  private Path subject;

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

  @Option(
      names = "--policy",
      paramLabel = "ORG/NAME",
      description = "Refuse a release of any other policy, though its charter be pinned as well.")
  private Optional<String> expected;

  @Option(
      names = "--allow-older",
      description = "Take a release that is older than one seen before.")
  private boolean allowsOlder;

  @Mixin private FreshnessOptions freshness;
  @Mixin private ConfigFolder config;
  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    if (Files.isRegularFile(subject)) {
      byte[] evidence = EvidenceFolder.read(subject);
      ReleaseVerifier verifier = verifier(claimedPolicy(evidence));
      return tell(Outcome.of(verifier, verifier.verify(evidence), List.of()));
    }
    if (!Files.isDirectory(subject)) {
      throw new CommandException(subject + " is neither a folder nor a file of evidence");
    }
    byte[] evidence = registry.isEmpty() ? kept() : fetched(new RegistryClient(registry.get()));
    return folder(verifier(claimedPolicy(evidence)), evidence);
  }

  private byte[] kept() throws IOException, CommandException {
    EvidenceFolder kept = EvidenceFolder.in(subject);
    if (!kept.isThere()) {
      throw new CommandException(
          "%s has no evidence: name a registry that has it with --from".formatted(subject));
    }
    return kept.read();
  }

  /** The card tells which release to ask for; whether it is that one is then verified. */
  private byte[] fetched(RegistryClient client) throws IOException, CommandException {
    CardClaims claims = claims();
    Anchor anchor = anchor(expected.orElse(claims.repository()));
    String federation =
        anchor.founding().isPresent()
            ? anchor.founding().get().charter().federation()
            : Anchor.federationOf(claims.repository(), client)
                .orElseThrow(
                    () ->
                        new CommandException(
                            "%s keeps no federation that makes %s: ask another registry"
                                .formatted(client.registry(), claims.repository())));
    return client.evidenceJson(
        federation, String.valueOf(claims.release()), floor(anchor).map(Floor::checkpoint));
  }

  /** Verifies a private copy, which is gone again afterwards. */
  private int folder(ReleaseVerifier verifier, byte[] evidence) throws IOException {
    try (PrivatePlace place = PrivatePlace.make()) {
      Verification verification = verifier.verify(evidence, subject, place.copy());
      if (verification.release().isPresent()) {
        FloorFile.of(config.path(), verifier.anchor())
            .raise(verifier.floorAbove(verification.release().get()));
        report.progress(
            "a private copy was verified: whoever may write to %s can still change it"
                .formatted(subject));
      }
      return tell(Outcome.of(verifier, verification, bundles(evidence, verification)));
    }
  }

  private List<BundleFinding> bundles(byte[] evidence, Verification verification)
      throws IOException {
    if (verification.release().isEmpty()) {
      return List.of();
    }
    return EvidenceFolder.in(subject).bundles(evidence, verification.release().get()).read();
  }

  private int tell(Outcome outcome) {
    report.print(outcome.document(), outcome.lines());
    return outcome.exitCode();
  }

  private ReleaseVerifier verifier(String claimed) throws IOException, CommandException {
    String policy = expected.orElse(claimed);
    Anchor anchor = anchor(policy);
    return new ReleaseVerifier(
        anchor.charter(),
        policy,
        freshness.demands(allowsOlder ? Wanted.ANY : Wanted.NOT_OLDER),
        floor(anchor),
        Clock.systemUTC());
  }

  private Optional<Floor> floor(Anchor anchor) throws IOException {
    return FloorFile.of(config.path(), anchor.charter()).read();
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

  private static String claimedPolicy(byte[] evidence) throws IOException, CommandException {
    try {
      if (Statement.parse(Evidence.parse(evidence).release()).predicate()
          instanceof Release release) {
        return release.policy();
      }
      throw new CommandException("the evidence is of no release");
    } catch (JsonException e) {
      throw new CommandException("the evidence is of no release: " + e.getMessage());
    }
  }

  private CardClaims claims() throws IOException, CommandException {
    try (var in = Files.newInputStream(subject.resolve(Release.CARD))) {
      return CardClaims.read(in.readNBytes(MAX_CARD_BYTES));
    } catch (CardException e) {
      throw new CommandException(
          "%s does not say which release it is of: %s".formatted(Release.CARD, e.getMessage()));
    }
  }
}
