package io.commonweight.cli.founding;

import io.commonweight.cli.key.MemberFile;
import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Aggregation;
import io.commonweight.sdk.statement.Charter.Cut;
import io.commonweight.sdk.statement.Charter.EvaluationGate;
import io.commonweight.sdk.statement.Charter.LogIdentity;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.Charter.Rounds;
import io.commonweight.sdk.statement.Charter.Threshold;
import io.commonweight.sdk.statement.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * A charter that is to follow another, as it is being written: it says what the one before says
 * until told otherwise.
 */
final class Amendment {
  private final Founding before;
  private final Map<String, Member> members = new TreeMap<>();
  private final Map<Fingerprint, VerifyingKey> keys = new HashMap<>();
  private LogIdentity log;
  private long expires;
  private Optional<EvaluationGate> gate;
  private Privacy privacy;
  private Aggregation aggregation;
  private Rounds rounds;
  private Optional<IntFunction<Threshold>> quorum = Optional.empty();
  private Optional<IntFunction<Threshold>> witnesses = Optional.empty();

  /** What follows a charter. */
  Amendment(Founding before) {
    this.before = before;
    Charter charter = before.charter();
    charter.members().forEach(member -> members.put(member.name(), member));
    charter.fingerprints().forEach(key -> keys.put(key, before.keys().find(key).orElseThrow()));
    this.log = charter.log();
    this.expires = charter.expires();
    this.gate = charter.gate();
    this.privacy = charter.privacy();
    this.aggregation = charter.aggregation();
    this.rounds = charter.rounds();
  }

  /** The member of that name, as it stands now. */
  Member member(String name) throws CommandException {
    Member member = members.get(name);
    if (member == null) {
      throw new CommandException(name + " is no member of " + before.charter().federation());
    }
    return member;
  }

  /** Takes an organization in. */
  void add(MemberFile file, int nodes, boolean aggregates) throws CommandException {
    if (members.containsKey(file.organization())) {
      throw new CommandException(
          file.organization() + " is a member already: --replace-root changes its keys");
    }
    put(file, nodes, aggregates);
  }

  /** Gives an organization the keys of another file. */
  void replace(MemberFile file) throws CommandException {
    Member member = member(file.organization());
    put(file, member.nodes(), member.aggregates());
  }

  private void put(MemberFile file, int nodes, boolean aggregates) {
    members.put(file.organization(), Members.of(file, aggregates, nodes));
    learn(file.charterKeys());
  }

  /** Lets an organization go. */
  void remove(String name) throws CommandException {
    member(name);
    if (log.sequencer().equals(name)) {
      throw new CommandException(
          "%s sequences the log: move it first with 'commonweight federation move-log'"
              .formatted(name));
    }
    members.remove(name);
  }

  /** Sets the most nodes of a member. */
  void nodes(String name, int most) throws CommandException {
    Member m = member(name);
    members.put(name, new Member(m.name(), m.root(), m.oms(), m.aggregates(), m.witness(), most));
  }

  /**
   * Goes on in another log.
   *
   * @param sequencer the member that is to run it
   * @param cut where the log is left
   * @throws CommandException if that is no member, or its file has no log keys
   */
  void move(String origin, MemberFile sequencer, Cut cut) throws CommandException {
    member(sequencer.organization());
    MemberFile.CheckpointKeys logKeys =
        sequencer
            .log()
            .orElseThrow(
                () ->
                    new CommandException(
                        "the file of %s has no log keys: its keys need 'keys generate --log'"
                            .formatted(sequencer.organization())));
    log =
        new LogIdentity(
            origin, log.epoch() + 1, sequencer.organization(), logKeys.names(), Optional.of(cut));
    learn(logKeys.keys());
  }

  private void learn(List<VerifyingKey> more) {
    more.forEach(key -> keys.put(key.fingerprint(), key));
  }

  /** Sets when it ends, in Unix seconds. */
  void expires(long time) {
    expires = time;
  }

  /** Sets who may see an update. */
  void privacy(Privacy next) {
    privacy = next;
  }

  /** Sets what releases must show. */
  void gate(Optional<EvaluationGate> next) {
    gate = next;
  }

  /** Sets how rounds compute, and when they close. */
  void rounds(Aggregation nextAggregation, Rounds nextRounds) {
    aggregation = nextAggregation;
    rounds = nextRounds;
  }

  /** Sets how many organizations must agree, of however many there will be. */
  void quorum(IntFunction<Threshold> next) {
    quorum = Optional.of(next);
  }

  /** Sets how many witnesses must cosign, of however many there will be. */
  void witnesses(IntFunction<Threshold> next) {
    witnesses = Optional.of(next);
  }

  /**
   * The documents.
   *
   * @throws CommandException if they break a rule of charters
   */
  Founding documents() throws IOException, CommandException {
    try {
      List<VerifyingKey> named = new ArrayList<>();
      for (Fingerprint key : charter(before.charter().keys()).fingerprints()) {
        named.add(keys.get(key));
      }
      KeySet set = KeySet.of(named);
      return Founding.of(new Statement(charter(set.digest())).encode(), set.encode());
    } catch (IllegalArgumentException e) {
      throw new CommandException("no charter can say that: " + e.getMessage());
    } catch (JsonException e) {
      throw new IOException(e);
    }
  }

  private Charter charter(Sha256 keySet) {
    Charter old = before.charter();
    int aggregating = (int) members.values().stream().filter(Member::aggregates).count();
    int witnessing =
        (int)
            members.values().stream()
                .filter(member -> member.witness().isPresent())
                .filter(member -> !member.name().equals(log.sequencer()))
                .count();
    return new Charter(
        old.federation(),
        old.version() + 1,
        Optional.of(before.charterDigest()),
        expires,
        log,
        keySet,
        List.copyOf(members.values()),
        threshold(quorum, aggregating, old.organizationQuorum().parties(), old.quorum()),
        threshold(witnesses, witnessing, old.witnessQuorum().parties(), old.witnesses()),
        old.policy(),
        old.profile(),
        privacy,
        gate,
        aggregation,
        rounds);
  }

  /** A threshold stays as long as it is of as many parties; of others it is the usual one. */
  private static Threshold threshold(
      Optional<IntFunction<Threshold>> chosen, int parties, int before, Threshold old) {
    if (chosen.isPresent()) {
      return chosen.get().apply(parties);
    }
    return parties == before ? old : Threshold.of(parties);
  }
}
