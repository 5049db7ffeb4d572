package io.commonweight.demo.federation;

import io.commonweight.demo.process.Child;
import io.commonweight.sdk.charter.Founding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * What the organizations' people do with the command line tool: each command is a process of its
 * own, and is told only where its organization's keys and their passphrase lie.
 */
public final class Founders {
  private static final String ORIGIN = "registry-a.localhost/" + FederationProcesses.NAME;
  private static final Duration ROUND = Duration.ofMinutes(2);
  private static final int PASSPHRASE_BYTES = 24;
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final FederationProcesses federation;

  /** The people of a federation's organizations. */
  public Founders(FederationProcesses federation) {
    this.federation = federation;
  }

  /** Every organization makes its keys. */
  public void makeKeys() throws IOException, InterruptedException {
    List<Child> makers = new ArrayList<>();
    for (Organization organization : federation.organizations()) {
      choosePassphrase(organization);
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "keys",
                  "generate",
                  "--organization",
                  organization.name(),
                  "--dir",
                  organization.keys().toString(),
                  "--passphrase-file",
                  organization.passphrase().toString(),
                  "--nodes",
                  Integer.toString(organization.nodes())));
      if (organization.ownsLog()) {
        arguments.add("--log");
      }
      if (organization.ownsRegistry()) {
        arguments.addAll(List.of("--witness-name", organization.witness()));
      } else {
        arguments.add("--no-witness");
      }
      makers.add(federation.cli("keys-" + organization.name(), arguments));
    }
    joinAll(makers);
  }

  private static void choosePassphrase(Organization organization) throws IOException {
    byte[] random = new byte[PASSPHRASE_BYTES];
    new SecureRandom().nextBytes(random);
    Files.createDirectories(organization.folder());
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var file =
        Files.newByteChannel(
            organization.passphrase(),
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            ownerOnly)) {
      file.write(StandardCharsets.US_ASCII.encode(Base64.getEncoder().encodeToString(random)));
    }
  }

  /**
   * Writes the charter, from what the organizations tell of themselves, and the first card.
   *
   * @param release0 the folder of the first release
   */
  public Founding found(Path release0) throws IOException, InterruptedException {
    return found(release0, ROUND, List.of());
  }

  /**
   * Writes the charter, from what the organizations tell of themselves, and the first card.
   *
   * @param release0 the folder of the first release
   * @param deadline how long a round waits for nodes that do not answer
   * @param options more of the charter, as {@code federation create} takes it
   */
  public Founding found(Path release0, Duration deadline, List<String> options)
      throws IOException, InterruptedException {
    String founding = federation.foundingDirectory().toString();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "federation",
                "create",
                "--name",
                FederationProcesses.NAME,
                "--policy",
                FederationProcesses.POLICY,
                "--origin",
                ORIGIN,
                "--profile",
                release0.resolve("embodiment.json").toString(),
                "--deadline",
                deadline.toString(),
                "--out",
                founding));
    arguments.addAll(options);
    for (Organization organization : federation.organizations()) {
      String name = organization.name();
      arguments.addAll(List.of("--member", organization.memberFile().toString()));
      // One more than there are: a key is delegated before the one that it replaces is revoked.
      arguments.addAll(List.of("--nodes", name + "=" + (organization.nodes() + 1)));
      if (organization.ownsLog()) {
        arguments.addAll(List.of("--sequencer", name));
      }
      if (!organization.runsAggregator()) {
        arguments.addAll(List.of("--without-aggregator", name));
      }
    }
    federation.cli("federation-create", arguments).join(LIMIT);
    federation
        .cli(
            "release-card",
            List.of("release", "card", "--founding", founding, "--folder", release0.toString()))
        .join(LIMIT);
    return Founding.load(federation.foundingDirectory());
  }

  /**
   * Every organization approves charter and first release and delegates its keys; those without a
   * vote only delegate theirs, once the charter is in force.
   */
  public void approve(Path release0) throws IOException, InterruptedException {
    List<Child> approvals = new ArrayList<>();
    for (Organization organization : federation.organizations()) {
      if (organization.runsAggregator()) {
        List<String> command = List.of("federation", "approve", "--release", release0.toString());
        approvals.add(rootHolder("approve-" + organization.name(), organization, command));
      }
    }
    joinAll(approvals);
    List<Child> delegations = new ArrayList<>();
    for (Organization organization : federation.organizations()) {
      if (!organization.runsAggregator()) {
        List<String> command = new ArrayList<>(List.of("keys", "delegate"));
        for (int i = 1; i <= organization.nodes(); i++) {
          command.add("node-" + i);
        }
        delegations.add(rootHolder("delegate-" + organization.name(), organization, command));
      }
    }
    joinAll(delegations);
  }

  /**
   * The owner of a registry makes keys for another log and writes the charter by which the
   * federation goes on there, from what the registry has of the log so far.
   *
   * @param out the folder for the charter
   */
  public void proposeMove(String registry, Path out) throws IOException, InterruptedException {
    Organization owner = federation.owner(registry);
    int epoch = federation.epoch() + 1;
    federation
        .cli(
            "log-keys-" + epoch,
            List.of(
                "keys",
                "generate",
                "--organization",
                owner.name(),
                "--dir",
                owner.logKeys(epoch).toString(),
                "--passphrase-file",
                owner.passphrase().toString(),
                "--nodes",
                "0",
                "--log",
                "--no-witness"))
        .join(LIMIT);
    federation
        .cli(
            "move-log-" + epoch,
            List.of(
                "federation",
                "move-log",
                "--founding",
                federation.foundingDirectory().toString(),
                "--registry",
                federation.endpoint(registry).toString(),
                "--origin",
                "%s.localhost/%s-%d".formatted(registry, FederationProcesses.NAME, epoch),
                "--sequencer",
                owner.logKeys(epoch).resolve("member.json").toString(),
                "--out",
                out.toString()))
        .join(LIMIT);
  }

  /** Every organization that has a vote approves a later charter. */
  public void approveNext(Path proposal) throws IOException, InterruptedException {
    List<Child> approvals = new ArrayList<>();
    for (Organization organization : federation.organizations()) {
      if (organization.runsAggregator()) {
        List<String> command = List.of("federation", "approve", "--proposal", proposal.toString());
        approvals.add(
            rootHolder(
                "approve-%s-%s".formatted(proposal.getFileName(), organization.name()),
                organization,
                command));
      }
    }
    joinAll(approvals);
  }

  /**
   * An organization delegates a new key to its first node and revokes the one that was stolen.
   *
   * @return the file of the revoked key
   */
  public Path replaceNodeKey(Organization organization) throws IOException, InterruptedException {
    rootHolder("rotate-" + organization.name(), organization, List.of("keys", "rotate", "node-1"))
        .join(LIMIT);
    return organization.keys().resolve("node-1.key.1");
  }

  /** Starts a command that signs with an organization's root key. */
  private Child rootHolder(String name, Organization organization, List<String> command)
      throws IOException {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(
        List.of(
            "--founding",
            federation.foundingDirectory().toString(),
            "--keys",
            organization.keys().toString(),
            "--passphrase-file",
            organization.passphrase().toString(),
            "--registry",
            federation.registryOf(organization).toString()));
    return federation.cli(name, arguments);
  }

  private static void joinAll(List<Child> all) throws IOException, InterruptedException {
    for (Child child : all) {
      child.join(LIMIT);
    }
  }
}
