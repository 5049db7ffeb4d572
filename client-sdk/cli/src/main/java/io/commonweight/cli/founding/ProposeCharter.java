package io.commonweight.cli.founding;

import io.commonweight.cli.key.MemberFile;
import io.commonweight.cli.log.LogOptions;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Aggregation;
import io.commonweight.sdk.statement.Charter.Member;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code commonweight federation propose}. */
@Command(
    name = "propose",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Write the documents of the charter that is to follow the one in force: what is not given"
          + " stays. It comes into force when enough members of the charter before and enough of"
          + " the new one have approved it; at most a third of all but one may change at a time.",
      "",
      "How rounds compute changes with the next one that opens. One that is open goes on under its"
          + " own opening: its updates count in it by the rule that they were made for. One that is"
          + " late counts in the next round as long as encoding, scales, norm bound and"
          + " specification are the same; else it is rejected as WRONG_BASE.",
      "Another --rule or --optimizer starts from the defaults of its options, and another"
          + " --optimizer from states of zeros; with other numbers the same one goes on from the"
          + " states that there are."
    },
    footer = {
      "",
      "Examples:",
      "  commonweight federation propose --federation tabletop --registry https://registry.example"
          + " \\",
      "    --add far.json --nodes far=2 --expires P1Y --out charter-2",
      "  commonweight federation propose --federation tabletop --registry https://registry.example"
          + " \\",
      "    --rule TRIMMED_MEAN --rule-faults 1 --goal 6 --max-staleness 2 --out charter-3"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ProposeCharter implements Callable<Integer> {
  @Mixin private LogOptions log;

  @Option(
      names = "--add",
      paramLabel = "FILE",
      description = "The member.json of an organization that joins.")
  private List<Path> added = List.of();

  @Option(
      names = "--without-aggregator",
      paramLabel = "NAME",
      description = "One that joins, runs no aggregator and does not count for the quorum.")
  private Set<String> withoutAggregator = Set.of();

  @Option(names = "--remove", paramLabel = "NAME", description = "A member that goes.")
  private List<String> removed = List.of();

  @Option(
      names = "--replace-root",
      paramLabel = "FILE",
      description = "The member.json of a member with other root, OMS or witness keys.")
  private List<Path> replaced = List.of();

  @Option(
      names = "--nodes",
      paramLabel = "[NAME=]N",
      description = "The most nodes of each member that joins (default 4), or of any one.")
  private List<String> nodes = List.of();

  @Mixin private Thresholds thresholds;

  @Option(
      names = "--expires",
      paramLabel = "WHEN",
      description = "After which period from now, such as P1Y, or on which date it ends.")
  private Optional<String> expires;

  @Option(
      names = "--gate",
      paramLabel = "SUITE:SPLIT:ORGS:PERMILLE",
      description = "What a release must show before a round starts from it; 'none' for nothing.")
  private Optional<String> gate;

  @Mixin private PrivacyOptions privacy;
  @Mixin private Rules rules;

  @Option(
      names = "--own-spec",
      description =
          "Aggregate as this version of the software does: all members must run it, or one that"
              + " follows the same specification.")
  private boolean isOwnSpec;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the documents go.")
  private Path out;

  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    Draft.requireFree(out);
    Clock clock = Clock.systemUTC();
    Directory directory = log.follow(log.client(), clock).current().directory();
    var amendment = new Amendment(directory.inForce());
    changeMembers(amendment, directory.charter());
    if (thresholds.areOrganizationsGiven()) {
      amendment.quorum(thresholds::organizations);
    }
    if (thresholds.areWitnessesGiven()) {
      amendment.witnesses(thresholds::witnesses);
    }
    if (expires.isPresent()) {
      amendment.expires(Expiry.parse(expires.get(), clock.instant()));
    }
    if (gate.isPresent()) {
      amendment.gate(
          gate.get().equals("none") ? Optional.empty() : Optional.of(Gate.parse(gate.get())));
    }
    Aggregation before = directory.charter().aggregation();
    Aggregation aggregation =
        privacy.of(
            rules.aggregation(before, isOwnSpec ? new Sha256(Dagg1.SPEC_ID) : before.specId()));
    amendment.privacy(privacy.after(directory.charter().privacy()));
    amendment.rounds(aggregation, rules.rounds(directory.charter(), aggregation.rule()));
    Draft.of(amendment, directory).store(out, report, Map.of());
    return 0;
  }

  private void changeMembers(Amendment amendment, Charter before)
      throws IOException, CommandException {
    Set<String> names = new HashSet<>();
    before.members().stream().map(Member::name).forEach(names::add);
    List<MemberFile> joining = load(added);
    joining.forEach(file -> names.add(file.organization()));
    NodeCaps caps = NodeCaps.parse(nodes, names);
    for (String name : removed) {
      amendment.remove(name);
    }
    for (MemberFile file : load(replaced)) {
      amendment.replace(file);
    }
    for (MemberFile file : joining) {
      String name = file.organization();
      amendment.add(file, caps.of(name), !withoutAggregator.contains(name));
    }
    for (var cap : caps.named().entrySet()) {
      amendment.nodes(cap.getKey(), cap.getValue());
    }
  }

  private static List<MemberFile> load(List<Path> files) throws IOException {
    List<MemberFile> members = new ArrayList<>();
    for (Path file : files) {
      members.add(MemberFile.load(file));
    }
    return members;
  }
}
