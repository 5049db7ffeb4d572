package io.commonweight.cli.founding;

import static java.util.stream.Collectors.toSet;

import io.commonweight.cli.charter.Description;
import io.commonweight.cli.key.MemberFile;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Threshold;
import io.commonweight.sdk.statement.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code commonweight federation create}. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Write the founding documents of a federation: charter.json and keys.json. They bind nobody"
          + " until the members approve them."
    },
    footer = {
      "",
      "Example:",
      "  commonweight federation create --name tabletop --policy tabletop/policy \\",
      "    --origin registry.example/tabletop --sequencer north \\",
      "    --member north.json --member east.json --member south.json --member west.json \\",
      "    --profile embodiment.json --out founding"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CreateFederation implements Callable<Integer> {
  @Option(names = "--name", required = true, paramLabel = "F", description = "Its name.")
  private String name;

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "ORG/NAME",
      description = "The model repo that releases go to.")
  private String policy;

  @Option(
      names = "--origin",
      required = true,
      paramLabel = "ORIGIN",
      description = "The log's name for ever, such as registry.example/tabletop.")
  private String origin;

  @Option(
      names = "--sequencer",
      required = true,
      paramLabel = "NAME",
      description = "The member that sequences the log.")
  private String sequencer;

  @Option(
      names = "--member",
      required = true,
      paramLabel = "FILE",
      description = "A member's member.json; once for each.")
  private List<Path> memberFiles;

  @Option(
      names = "--without-aggregator",
      paramLabel = "NAME",
      description = "A member that runs no aggregator and does not count for the quorum.")
  private Set<String> withoutAggregator = Set.of();

  @Option(
      names = "--profile",
      required = true,
      paramLabel = "FILE",
      description = "The embodiment profile that all data must meet.")
  private Path profile;

  @Option(
      names = "--nodes",
      paramLabel = "[NAME=]N",
      description = "The most nodes of each member, or of one (default 4).")
  private List<String> nodes = List.of();

  @Mixin private Thresholds thresholds;

  @Option(
      names = "--expires",
      defaultValue = Expiry.DEFAULT,
      paramLabel = "WHEN",
      description =
          "After which period or on which date the charter ends (default ${DEFAULT-VALUE}).")
  private String expires;

  @Option(
      names = "--gate",
      paramLabel = "SUITE:SPLIT:ORGS:PERMILLE",
      description =
          "What a release must show before a round starts from it: so many organizations have"
              + " logged evaluations of it with together so many successes of 1000 trials"
              + " (default: nothing).")
  private Optional<String> gate;

  @Mixin private PrivacyOptions privacy;
  @Mixin private Rules rules;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOUNDINGDIR",
      description = "Where the documents go.")
  private Path out;

  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    if (Files.exists(out.resolve(Founding.CHARTER_FILE))) {
      throw new CommandException(out + " holds a charter already: name another --out");
    }
    List<MemberFile> files = new ArrayList<>();
    for (Path file : memberFiles) {
      files.add(MemberFile.load(file));
    }
    Founding founding = founding(Membership.of(files, withoutAggregator, sequencer));
    founding.store(out);
    Description description = new Description(founding);
    List<String> lines = new ArrayList<>(description.lines());
    lines.add("compare the charter's fingerprint with the other members before you approve it");
    report.print(description.document(), lines);
    return 0;
  }

  private Founding founding(Membership membership) throws IOException, CommandException {
    KeySet keys = membership.keys();
    Threshold organizations = thresholds.organizations(membership.aggregating());
    Set<String> names =
        membership.members().stream().map(MemberFile::organization).collect(toSet());
    Charter.Aggregation aggregation = privacy.of(rules.aggregation());
    var charter =
        new Charter(
            name,
            1,
            Optional.empty(),
            Expiry.parse(expires, Instant.now()),
            new Charter.LogIdentity(
                origin, 1, sequencer, membership.logKeys().names(), Optional.empty()),
            keys.digest(),
            membership.charterMembers(NodeCaps.parse(nodes, names)),
            organizations,
            thresholds.witnesses(membership.witnessing()),
            policy,
            Sha256.of(profile),
            privacy.initial(),
            gate.isPresent() ? Optional.of(Gate.parse(gate.get())) : Optional.empty(),
            aggregation,
            rules.rounds(Math.max(1, organizations.required()), aggregation.rule()));
    try {
      return Founding.of(new Statement(charter).encode(), keys.encode());
    } catch (JsonException e) {
      throw new IOException(e);
    }
  }
}
