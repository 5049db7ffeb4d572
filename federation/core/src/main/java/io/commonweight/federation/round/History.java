package io.commonweight.federation.round;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Advisory;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Evaluation;
import io.commonweight.sdk.statement.Update;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a log has brought about so far. Immutable.
 *
 * @param charters the charters that have come into force, by version
 * @param ballots where charters that wait for votes were signed, by digest
 * @param releases the releases in force, by sequence
 * @param rounds the rounds opened, by number
 * @param updates every logged update
 * @param evaluations every logged evaluation
 * @param advisories the advisories in force: of each, the statement with which it came into force
 * @param warnings advisories that wait for a quorum, by the digest of what is said
 * @param secure what is kept of secure rounds
 */
record History(
    List<LoggedCharter> charters,
    SortedMap<Sha256, List<Long>> ballots,
    List<LoggedRelease> releases,
    List<Round> rounds,
    List<Logged<Update>> updates,
    List<Logged<Evaluation>> evaluations,
    List<Logged<Advisory>> advisories,
    SortedMap<Sha256, Votes<Advisory>> warnings,
    SecureTrail secure) {

  static final History NONE =
      new History(
          List.of(),
          new TreeMap<>(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          new TreeMap<>(),
          SecureTrail.NONE);

  /** Copies the collections. */
  History {
    charters = List.copyOf(charters);
    ballots = Collections.unmodifiableSortedMap(new TreeMap<>(ballots));
    releases = List.copyOf(releases);
    rounds = List.copyOf(rounds);
    updates = List.copyOf(updates);
    evaluations = List.copyOf(evaluations);
    advisories = List.copyOf(advisories);
    warnings = Collections.unmodifiableSortedMap(new TreeMap<>(warnings));
  }

  /** Adds a vote for a charter that is not in force. */
  History withBallot(Sha256 charter, long index) {
    var more = new TreeMap<>(ballots);
    more.put(charter, plus(ballots.getOrDefault(charter, List.of()), index));
    return new History(
        charters, more, releases, rounds, updates, evaluations, advisories, warnings, secure);
  }

  /** Notes that a charter has come into force with the last of its votes; all others are void. */
  History withCharter(Charter charter, Sha256 digest) {
    List<Long> envelopes = ballots.getOrDefault(digest, List.of());
    var logged = new LoggedCharter(charter, digest, envelopes.getLast(), envelopes);
    return new History(
        plus(charters, logged),
        new TreeMap<>(),
        releases,
        rounds,
        updates,
        evaluations,
        advisories,
        warnings,
        secure);
  }

  History with(LoggedRelease release) {
    return new History(
        charters,
        ballots,
        plus(releases, release),
        rounds,
        updates,
        evaluations,
        advisories,
        warnings,
        secure);
  }

  /** Adds a round, or puts it in the place of what was known of it before. */
  History with(Round round) {
    var more = new ArrayList<>(rounds);
    more.removeIf(known -> known.id().equals(round.id()));
    more.add(round);
    return new History(
        charters, ballots, releases, more, updates, evaluations, advisories, warnings, secure);
  }

  History withUpdate(Logged<Update> update) {
    return new History(
        charters,
        ballots,
        releases,
        rounds,
        plus(updates, update),
        evaluations,
        advisories,
        warnings,
        secure);
  }

  History withEvaluation(Logged<Evaluation> evaluation) {
    return new History(
        charters,
        ballots,
        releases,
        rounds,
        updates,
        plus(evaluations, evaluation),
        advisories,
        warnings,
        secure);
  }

  /**
   * Adds a voice for an advisory.
   *
   * @param charter by whose quorum it comes into force: who has lost its vote counts no more
   */
  History withAdvisory(Logged<Advisory> vote, Charter charter) {
    Votes<Advisory> votes = warnings.getOrDefault(vote.digest(), Votes.none());
    Votes<Advisory> more = votes.with(vote);
    boolean isMet = more.under(charter).cast().size() >= charter.organizationQuorum().required();
    boolean isNew = advisories.stream().noneMatch(a -> a.digest().equals(vote.digest()));
    var waiting = new TreeMap<>(warnings);
    waiting.put(vote.digest(), more);
    return new History(
        charters,
        ballots,
        releases,
        rounds,
        updates,
        evaluations,
        isMet && isNew ? plus(advisories, vote) : advisories,
        waiting,
        secure);
  }

  History with(SecureTrail more) {
    return new History(
        charters, ballots, releases, rounds, updates, evaluations, advisories, warnings, more);
  }

  private static <T> List<T> plus(List<T> list, T element) {
    var more = new ArrayList<>(list);
    more.add(element);
    return more;
  }
}
