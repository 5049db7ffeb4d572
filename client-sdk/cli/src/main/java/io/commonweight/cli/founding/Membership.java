package io.commonweight.cli.founding;

import io.commonweight.cli.key.MemberFile;
import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.statement.Charter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The organizations of a charter that is being written.
 *
 * @param members sorted by organization
 * @param withoutAggregator those that run no aggregator and so do not count for the quorum
 * @param sequencer the one whose log key signs checkpoints
 */
record Membership(List<MemberFile> members, Set<String> withoutAggregator, MemberFile sequencer) {

  /** Copies the collections. */
  Membership {
    members = List.copyOf(members);
    withoutAggregator = Set.copyOf(withoutAggregator);
  }

  /**
   * Checks the names.
   *
   * @throws CommandException if a member comes twice, a name is none of a member, or the sequencer
   *     has no log key
   */
  static Membership of(List<MemberFile> files, Set<String> withoutAggregator, String sequencer)
      throws CommandException {
    var names = new HashSet<String>();
    for (MemberFile member : files) {
      if (!names.add(member.organization())) {
        throw new CommandException(member.organization() + " comes twice: give each member once");
      }
    }
    for (String name : withoutAggregator) {
      if (!names.contains(name)) {
        throw new CommandException("--without-aggregator " + name + " is none of the members");
      }
    }
    List<MemberFile> sorted = new ArrayList<>(files);
    sorted.sort(Comparator.comparing(MemberFile::organization));
    MemberFile log =
        sorted.stream()
            .filter(member -> member.organization().equals(sequencer) && member.log().isPresent())
            .findFirst()
            .orElseThrow(
                () ->
                    new CommandException(
                        "%s is no member with a log key: its keys need 'keys generate --log'"
                            .formatted(sequencer)));
    return new Membership(sorted, withoutAggregator, log);
  }

  VerifyingKey logKey() {
    return sequencer.log().orElseThrow();
  }

  List<Charter.Member> charterMembers() {
    return members.stream().map(this::charterMember).toList();
  }

  KeySet keys() {
    List<VerifyingKey> keys = new ArrayList<>();
    for (MemberFile member : members) {
      keys.add(member.root());
      keys.add(member.registry());
      if (hasAggregator(member)) {
        keys.add(member.aggregator());
      }
      keys.addAll(member.nodes());
    }
    keys.add(logKey());
    return KeySet.of(keys);
  }

  private Charter.Member charterMember(MemberFile member) {
    return new Charter.Member(
        member.organization(),
        member.root().fingerprint(),
        Optional.of(member.aggregator().fingerprint()).filter(_ -> hasAggregator(member)),
        Optional.of(member.registry().fingerprint()),
        member.nodeFingerprints());
  }

  private boolean hasAggregator(MemberFile member) {
    return !withoutAggregator.contains(member.organization());
  }
}
