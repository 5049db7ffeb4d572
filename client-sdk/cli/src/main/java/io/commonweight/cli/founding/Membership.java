package io.commonweight.cli.founding;

import io.commonweight.cli.key.MemberFile;
import io.commonweight.cli.key.MemberFile.CheckpointKeys;
import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.statement.Charter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The organizations of a charter that is being written.
 *
 * @param members sorted by organization
 * @param withoutAggregator those that run no aggregator and so do not count for the quorum
 * @param sequencer the one whose log keys sign checkpoints
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
   *     has no log keys
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
                        "%s is no member with log keys: its keys need 'keys generate --log'"
                            .formatted(sequencer)));
    return new Membership(sorted, withoutAggregator, log);
  }

  CheckpointKeys logKeys() {
    return sequencer.log().orElseThrow();
  }

  /** How many count for the quorum. */
  int aggregating() {
    return members.size() - withoutAggregator.size();
  }

  /**
   * How many witnesses count: the sequencer's own does not.
   *
   * @throws CommandException if there are none
   */
  int witnessing() throws CommandException {
    int count =
        (int)
            members.stream()
                .filter(member -> member.witness().isPresent() && !member.equals(sequencer))
                .count();
    if (count == 0) {
      throw new CommandException(
          "no member but %s has a witness, and nobody witnesses the own log: another member's keys need a witness"
              .formatted(sequencer.organization()));
    }
    return count;
  }

  List<Charter.Member> charterMembers(NodeCaps nodes) {
    return members.stream().map(member -> charterMember(member, nodes)).toList();
  }

  private Charter.Member charterMember(MemberFile member, NodeCaps nodes) {
    String name = member.organization();
    return Members.of(member, !withoutAggregator.contains(name), nodes.of(name));
  }

  /**
   * All keys that the charter names.
   *
   * @throws IllegalArgumentException if one comes twice
   */
  KeySet keys() {
    List<VerifyingKey> keys = new ArrayList<>(logKeys().keys());
    members.forEach(member -> keys.addAll(member.charterKeys()));
    return KeySet.of(keys);
  }
}
