package io.commonweight.cli.pull;

import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.cli.trust.Anchor;
import io.commonweight.cli.trust.ConfigFolder;
import io.commonweight.cli.trust.TrustStore;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.verify.Demands;
import io.commonweight.sdk.verify.Demands.Wanted;
import io.commonweight.sdk.verify.Floor;
import io.commonweight.sdk.verify.FloorFile;
import io.commonweight.sdk.verify.ReleaseVerifier;
import io.commonweight.sdk.verify.Verification;
import io.commonweight.sdk.verify.VerifiedRelease;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code commonweight pull}. */
@Command(
    name = "pull",
    mixinStandardHelpOptions = true,
    description = {
      "Fetch a release and verify all of it against a pinned charter. The folder appears only if"
          + " every check passed; a broken download goes on where it stopped. In its .commonweight"
          + " lie the evidence and, in bundles, what organizations signed for other tools."
    },
    footer = {
      "",
      "Examples:",
      "  commonweight pull tabletop/policy --from https://registry.example --to policy",
      "  commonweight pull tabletop/policy@v3 --from https://registry.example \\",
      "    --to policy-3 --trust charter.json",
      "",
      "Exit codes: 0 genuine and there, 1 refused and nothing kept, 2 not understood."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PullCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ORG/NAME[@REV]",
      description = "What to fetch; REV is latest (the default), a release's number or a commit.")
  private String subject;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "REGISTRY",
      description = "Any registry of the federation: none needs to be trusted.")
  private URI registry;

  @Option(names = "--to", required = true, paramLabel = "DIR", description = "The folder to make.")
  private Path target;

  @Option(
      names = "--trust",
      paramLabel = "FILE|sha256:…",
      description = "Believe this charter, in place of one pinned by 'commonweight trust add'.")
  private Optional<String> trust;

  @Mixin private FreshnessOptions freshness;
  @Mixin private ConfigFolder config;
  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    Revision revision = Revision.parse(subject);
    var client = new RegistryClient(registry);
    Anchor anchor = anchor(revision, client);
    String federation = federation(anchor, revision, client);
    FloorFile seen = FloorFile.of(config.path(), anchor.charter());
    Optional<Floor> floor = seen.read();
    byte[] evidence =
        client.evidenceJson(
            federation, revision.sequence(client, federation), floor.map(Floor::checkpoint));
    Demands demands = freshness.demands(revision.isExplicit() ? Wanted.ANY : Wanted.LATEST);
    var verifier =
        new ReleaseVerifier(anchor.charter(), revision.policy(), demands, floor, Clock.systemUTC());
    Verification signed = verifier.verify(evidence);
    if (signed.release().isEmpty()) {
      return refuse(Outcome.of(verifier, signed, List.of()));
    }
    requireNamed(revision, signed.release().get());
    Outcome complete = fetch(client, verifier, evidence, signed.release().get(), seen);
    return complete.verification().passed() ? accept(complete) : refuse(complete);
  }

  /** Lets the verified copy appear if all of it is as it was signed, and that is remembered. */
  private Outcome fetch(
      RegistryClient client,
      ReleaseVerifier verifier,
      byte[] evidence,
      VerifiedRelease release,
      FloorFile seen)
      throws IOException, CommandException {
    Staging staging = Staging.of(target, release);
    staging.download(release.release(), client, DownloadProgress.on(report::progress));
    Path copy = staging.copy();
    Verification complete = verifier.verify(evidence, staging.folder(), copy);
    List<BundleFinding> bundles = List.of();
    if (complete.passed()) {
      EvidenceFolder beside = EvidenceFolder.in(copy);
      beside.write(evidence);
      bundles = beside.bundles(evidence, release).fetch(client, report::progress);
      seen.raise(verifier.floorAbove(complete.release().orElseThrow()));
      staging.publish(copy);
    }
    staging.delete();
    return Outcome.of(verifier, complete, bundles);
  }

  private Anchor anchor(Revision revision, RegistryClient client)
      throws IOException, CommandException {
    if (trust.isPresent()) {
      return Anchor.parse(trust.get());
    }
    Optional<Founding> pinned = new TrustStore(config.path()).ofPolicy(revision.policy());
    if (pinned.isEmpty()) {
      String federation = Anchor.federationOf(revision.policy(), client).orElse("FEDERATION");
      throw Anchor.missing(revision.policy(), federation, registry.toString());
    }
    return Anchor.of(pinned.get());
  }

  /** Where to ask for evidence: whose it is, the evidence must show. */
  private static String federation(Anchor anchor, Revision revision, RegistryClient client)
      throws IOException, CommandException {
    if (anchor.founding().isPresent()) {
      return anchor.founding().get().charter().federation();
    }
    return Anchor.federationOf(revision.policy(), client)
        .orElseThrow(
            () ->
                new CommandException(
                    "%s keeps no federation that makes %s: ask another registry"
                        .formatted(client.registry(), revision.policy())));
  }

  private void requireNamed(Revision revision, VerifiedRelease release) throws CommandException {
    int sequence = release.release().sequence();
    if (revision.isCommit()) {
      report.progress(
          "that revision %s is release %d is only %s's word"
              .formatted(revision.name(), sequence, registry));
    } else if (revision.isExplicit()
        && sequence != Integer.parseInt(revision.name().replace("v", ""))) {
      throw new CommandException(
          "%s sent release %d when asked for %s: ask another registry"
              .formatted(registry, sequence, revision.name()));
    }
  }

  private int refuse(Outcome outcome) {
    report.print(outcome.document(), outcome.lines());
    outcome
        .verification()
        .failure()
        .ifPresent(
            check ->
                report.progress(
                    "commonweight: %s: %s; nothing was kept"
                        .formatted(check.step().label(), check.detail())));
    return outcome.exitCode();
  }

  private int accept(Outcome outcome) {
    Map<String, Object> document = new LinkedHashMap<>(outcome.document());
    document.put("directory", target.toString());
    report.print(document, outcome.lines());
    return outcome.exitCode();
  }
}
