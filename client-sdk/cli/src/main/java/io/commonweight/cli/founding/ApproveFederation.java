package io.commonweight.cli.founding;

import io.commonweight.cli.charter.Difference;
import io.commonweight.cli.key.KeyFolder;
import io.commonweight.cli.key.PassphraseOptions;
import io.commonweight.cli.key.RoleKey;
import io.commonweight.cli.log.Appended;
import io.commonweight.cli.log.LogOptions;
import io.commonweight.cli.log.RootHolder;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.Proposal;
import io.commonweight.sdk.charter.Succession;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      "Sign the charter with an organization's root key and append it to the log; when enough"
          + " members have done so, delegate every role key of the folder for 90 days; with"
          + " --release also upload and sign the first release. Running it again changes nothing,"
          + " but for delegations that are over. With --proposal bring the keys of a later charter"
          + " and approve that."
    },
    footer = {
      "",
      "Examples:",
      "  commonweight federation approve --founding founding --keys ~/keys/north \\",
      "    --registry https://registry.example --release release-0",
      "  commonweight federation approve --proposal charter-2 --keys ~/keys/north \\",
      "    --federation tabletop --registry https://registry.example"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ApproveFederation implements Callable<Integer> {
  @Mixin private LogOptions log;

  @Option(
      names = "--proposal",
      paramLabel = "DIR",
      description =
          "Approve these documents, which are to follow those in force, in place of the founding"
              + " ones.")
  private Optional<Path> proposal;

  @Option(
      names = "--keys",
      required = true,
      paramLabel = "KEYS",
      description = "The organization's key folder.")
  private Path keys;

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

  @Mixin private PassphraseOptions passphrase;
  @Mixin private Report report;

  private final Map<String, Object> document = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  @Override
  public Integer call() throws IOException, CommandException {
    if (proposal.isPresent() && release.isPresent()) {
      throw new CommandException("--release belongs to the founding charter: leave it out");
    }
    if (proposal.isPresent()) {
      ratify(Founding.load(proposal.get()));
    } else {
      found(log.founding());
    }
    report.print(document, lines);
    return 0;
  }

  private void found(Founding founding) throws IOException, CommandException {
    // Whatever is wrong with the folder shows before anything is signed.
    Optional<Release> statement =
        release.isPresent()
            ? Optional.of(new ReleaseFolder(release.get()).statement(founding))
            : Optional.empty();
    var folder = new KeyFolder(keys);
    List<RoleKey> roleKeys = folder.roleKeys();
    var holder = RootHolder.of(founding, folder.root(passphrase.passphrase()), log.client());
    var approval = new Approval(holder, Clock.systemUTC(), patience, report::progress);
    tellCharter(holder, founding.charter().version(), approval.charter());
    tellDelegations(approval.delegations(roleKeys, approval.awaitCharter()));
    if (statement.isPresent()) {
      tellRelease(approval.release(statement.get(), new ReleaseFolder(release.orElseThrow())));
    }
  }

  private void ratify(Founding next) throws IOException, CommandException {
    HybridKey root = new KeyFolder(keys).root(passphrase.passphrase());
    Clock clock = Clock.systemUTC();
    RegistryClient client = log.client();
    Directory directory = log.follow(client, clock).current().directory();
    var ratification = Ratification.of(next, directory, root, client);
    List<String> difference = new Difference(directory.charter(), next.charter()).lines();
    document.put("difference", difference);
    lines.addAll(difference);
    if (ratification.isMove()) {
      MoveVotes.of(keys).add(next);
    }
    ratification.bringKeys(clock);
    tellCharter(ratification.holder(), next.charter().version(), ratification.vote());
    if (ratification.isMove()) {
      return; // the log of the charter in force does not tell of it
    }
    tellVotes(next, log.follow(client, clock).current().directory().succession());
  }

  private void tellVotes(Founding next, Succession succession) {
    boolean isInForce = succession.inForce().charterDigest().equals(next.charterDigest());
    document.put("inForce", isInForce);
    if (isInForce) {
      lines.add("charter %d is in force".formatted(next.charter().version()));
      return;
    }
    for (Proposal open : succession.proposals()) {
      if (open.digest().equals(next.charterDigest())) {
        document.put("approvedBefore", open.before());
        document.put("approvedAfter", open.after());
        lines.add(
            "%d of %d that the charter in force needs, %d of %d that this one needs"
                .formatted(
                    open.before().size(),
                    succession.inForce().charter().organizationQuorum().required(),
                    open.after().size(),
                    next.charter().organizationQuorum().required()));
      }
    }
  }

  private void tellCharter(RootHolder holder, int version, Appended charter) {
    String federation = holder.documents().charter().federation();
    document.put("federation", federation);
    document.put("organization", holder.organization());
    document.put("version", version);
    document.put("charter", "sha256:" + charter.digest());
    document.put("charterIndex", charter.index());
    lines.add(
        "%s approved charter %d of %s: log entry %d"
            .formatted(holder.organization(), version, federation, charter.index()));
  }

  private void tellDelegations(Map<String, Long> places) {
    document.put("delegations", places);
    places.forEach((name, index) -> lines.add("delegated %s: log entry %d".formatted(name, index)));
  }

  private void tellRelease(Appended signed) {
    document.put("release", "sha256:" + signed.digest());
    document.put("releaseIndex", signed.index());
    lines.add("and release 0, sha256:%s: log entry %d".formatted(signed.digest(), signed.index()));
  }
}
