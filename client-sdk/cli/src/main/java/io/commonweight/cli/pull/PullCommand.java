package io.commonweight.cli.pull;

import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.cli.trust.Anchor;
import io.commonweight.cli.trust.ConfigFolder;
import io.commonweight.cli.trust.TrustStore;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.verify.ReleaseVerifier;
import io.commonweight.sdk.verify.Verification;
import io.commonweight.sdk.verify.VerifiedRelease;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
          + " every check passed; a broken download goes on where it stopped."
    },
    footer = {
      "",
      "Examples:",
      "  commonweight pull tabletop/policy --from https://registry.example --to policy",
      "  commonweight pull tabletop/policy@v3 --from https://registry.example --to policy-3 \\",
      "    --trust charter.json"
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

  @Mixin private ConfigFolder config;
  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    Revision revision = Revision.parse(subject);
    var client = new RegistryClient(registry);
    Anchor anchor = anchor(revision, client);
    Founding founding = founding(anchor, client);
    String federation = founding.charter().federation();
    byte[] json = client.evidenceJson(federation, revision.sequence(client, federation));
    var verifier = new ReleaseVerifier(anchor.charter(), revision.policy());
    Verification signed = verifier.verify(founding, Evidence.parse(json));
    if (signed.release().isEmpty()) {
      return refuse(founding, signed);
    }
    requireNamed(revision, signed.release().get());
    HighestSeen seen = HighestSeen.of(config.path(), anchor.charter());
    seen.require(signed.release().get(), revision.isExplicit());
    Verification complete = fetch(client, verifier, founding, json, signed.release().get());
    if (!complete.passed()) {
      return refuse(founding, complete);
    }
    seen.raise(signed.release().get());
    return accept(founding, complete);
  }

  /** Lets the folder appear if all of it is as it was signed. */
  private Verification fetch(
      RegistryClient client,
      ReleaseVerifier verifier,
      Founding founding,
      byte[] evidence,
      VerifiedRelease release)
      throws IOException, CommandException {
    Staging staging = Staging.of(target, release);
    staging.download(release.release(), client, DownloadProgress.on(report::progress));
    Verification complete = verifier.verify(founding, Evidence.parse(evidence), staging.folder());
    if (complete.passed()) {
      EvidenceFolder.in(staging.folder()).write(founding, evidence);
      staging.publish();
    } else {
      staging.delete();
    }
    return complete;
  }

  private Anchor anchor(Revision revision, RegistryClient client)
      throws IOException, CommandException {
    if (trust.isPresent()) {
      return Anchor.parse(trust.get());
    }
    Optional<Founding> pinned = new TrustStore(config.path()).ofPolicy(revision.policy());
    if (pinned.isEmpty()) {
      String federation = Anchor.federationOf(revision.policy(), client);
      throw Anchor.missing(revision.policy(), federation, registry.toString());
    }
    return Anchor.of(pinned.get());
  }

  private static Founding founding(Anchor anchor, RegistryClient client)
      throws IOException, CommandException {
    if (anchor.founding().isPresent()) {
      return anchor.founding().get();
    }
    return anchor
        .foundingAt(client)
        .orElseThrow(
            () ->
                new CommandException(
                    "%s keeps no federation with the charter sha256:%s: ask another registry"
                        .formatted(client.registry(), anchor.charter())));
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

  private int refuse(Founding founding, Verification verification) {
    Outcome outcome = new Outcome(founding, verification);
    report.print(outcome.document(), outcome.lines());
    verification
        .failure()
        .ifPresent(
            check ->
                report.progress(
                    "commonweight: %s: %s; nothing was kept, ask another registry"
                        .formatted(check.step().label(), check.detail())));
    return outcome.exitCode();
  }

  private int accept(Founding founding, Verification verification) {
    Outcome outcome = new Outcome(founding, verification);
    Map<String, Object> document = new LinkedHashMap<>(outcome.document());
    document.put("directory", target.toString());
    report.print(document, outcome.lines());
    return outcome.exitCode();
  }
}
