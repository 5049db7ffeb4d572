package io.commonweight.sdk.verify;

import static io.commonweight.sdk.verify.FailedCheckException.require;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.evidence.LogSequence;
import io.commonweight.sdk.evidence.Tail;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Advisory;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Complaint;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Evaluation;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Revocation;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.RoundStep;
import io.commonweight.sdk.statement.SecureMessage;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.statement.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What has happened in the log since the signers of a release had seen it, entry by entry.
 *
 * <p>Charters, delegations, revocations and advisories change what counts; their signers must be
 * known. Other statements were judged by those who keep the log: votes for other charters and
 * releases are counted, times of aggregates noted, the rest passes unread.
 */
final class TailReplay {
  private final CharterChain chain;
  private final Release release;
  private final Sha256 digest;
  private final Map<Sha256, Set<String>> warnings = new TreeMap<>();
  private final List<Advisory> advisories = new ArrayList<>();
  private final Ballots ballots = new Ballots();
  private final OtherReleases others;
  private final LogTime time = new LogTime();
  private Directory directory;

  /**
   * Begins where the tail begins.
   *
   * @param before who might say what there
   */
  TailReplay(CharterChain chain, Release release, Sha256 digest, Directory before) {
    this.chain = chain;
    this.release = release;
    this.digest = digest;
    this.others = new OtherReleases(release, digest);
    this.directory = before;
  }

  /**
   * Takes all entries of the tail.
   *
   * @param logs where one log follows another
   * @param places where the release was signed
   */
  void run(Tail tail, LogSequence logs, Set<Long> places)
      throws FailedCheckException, JsonException {
    for (int i = 0; i < tail.entries().size(); i++) {
      long place = tail.start() + i;
      if (logs.isSeam(place)) {
        continue;
      }
      Envelope envelope = Envelope.parse(tail.entries().get(i).toArray());
      take(place, envelope, Statement.parse(envelope).predicate());
      require(
          !places.contains(place) || directory.charterDigest().equals(release.charter()),
          "the release was signed at place %d under another charter than the one it names"
              .formatted(place));
    }
    require(
        directory.charterDigest().equals(chain.inForce().charterDigest()),
        "charter %d is in force in the log, charter %d is shown as the newest"
            .formatted(directory.charter().version(), chain.inForce().charter().version()));
  }

  private void take(long place, Envelope envelope, Predicate predicate)
      throws FailedCheckException {
    switch (predicate) {
      case Charter charter -> charter(place, envelope, charter);
      case Delegation _ -> keys(place, known(place, envelope));
      case Revocation revocation -> {
        SignedStatement signed = known(place, envelope);
        if (directory.delegations().find(revocation.key()).isPresent()) {
          keys(place, signed);
        }
      }
      case Advisory advisory -> advisory(advisory, known(place, envelope));
      case Release other -> others.vote(other, envelope, directory);
      case Aggregate aggregate -> directory = time.after(aggregate, envelope, directory);
      case RoundOpen _, RoundStep _, RoundClose _, SecureMessage _ -> {}
      case Update _, Evaluation _, Complaint _ -> {}
    }
  }

  /**
   * Votes for charters that have not come into force are nobody's business yet; one that has must
   * not be withheld.
   */
  private void charter(long place, Envelope envelope, Charter charter) throws FailedCheckException {
    if (chain.charter(envelope.payloadDigest()).isPresent()) {
      keys(place, known(place, envelope));
      return;
    }
    require(
        !ballots.isRatifiedBy(charter, envelope, directory),
        "charter %d came into force at place %d and is not shown: ask another registry"
            .formatted(charter.version(), place));
  }

  private void keys(long place, SignedStatement signed) throws FailedCheckException {
    var refusal = directory.judge(signed);
    require(
        refusal.isEmpty(),
        "entry %d has no right to be in the log: %s"
            .formatted(place, refusal.map(Refusal::detail).orElse("")));
    directory = directory.with(place, signed);
  }

  /** A root that no charter names would mean that a charter is withheld. */
  private SignedStatement known(long place, Envelope envelope) throws FailedCheckException {
    try {
      return directory.verify(envelope, chain);
    } catch (RefusedException e) {
      throw new FailedCheckException(
          "entry %d cannot be judged: %s; a charter may be withheld"
              .formatted(place, e.getMessage()));
    }
  }

  private void advisory(Advisory advisory, SignedStatement signed) {
    if (!advisory.release().equals(digest) || !directory.charter().hasVote(signed.organization())) {
      return;
    }
    Set<String> voices = warnings.computeIfAbsent(signed.digest(), _ -> new TreeSet<>());
    voices.add(signed.organization());
    long counted = voices.stream().filter(directory.charter()::hasVote).count();
    if (counted >= directory.charter().organizationQuorum().required()
        && !advisories.contains(advisory)) {
      advisories.add(advisory);
    }
  }

  /** Who may say what at the end. */
  Directory directory() {
    return directory;
  }

  /** What a quorum has said of the release, in log order. */
  List<Advisory> advisories() {
    return List.copyOf(advisories);
  }

  /** Whether a quorum has signed a later release. */
  boolean isOvertaken() {
    return others.isLaterThere();
  }
}
