package io.commonweight.federation.round;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.statement.Advisory;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Evaluation;
import io.commonweight.sdk.statement.Update;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a prefix of a federation's log means. Immutable: {@link #apply} gives the next state, and
 * {@link #judge} says beforehand whether a statement may be appended.
 *
 * <p>The transitions, k being the quorum and n the number of aggregating organizations:
 *
 * <table>
 * <caption>Phases</caption>
 * <tr><th>phase</th><th>until</th><th>next</th></tr>
 * <tr><td>AwaitingCharter</td><td>k equal {@code charter}</td><td>AwaitingBase</td></tr>
 * <tr><td>AwaitingBase</td><td>n equal statements of release 0</td><td>AwaitingOpen</td></tr>
 * <tr><td>AwaitingOpen</td><td>k {@code round-open}</td><td>Collecting; if the round is secure
 *     Advertising</td></tr>
 * <tr><td>Advertising</td><td>k {@code round-step} ADVERTISING</td><td>Dealing</td></tr>
 * <tr><td>Dealing</td><td>k {@code round-step} DEALING</td><td>Collecting</td></tr>
 * <tr><td>Collecting</td><td>k {@code round-close}: the cutoff</td><td>Aggregating; if the round is
 *     secure Revealing</td></tr>
 * <tr><td>Revealing</td><td>k {@code round-step} REVEALING</td><td>Aggregating</td></tr>
 * <tr><td>Aggregating</td><td>k equal {@code aggregate}</td><td>Releasing</td></tr>
 * <tr><td>Releasing</td><td>k equal statements of the release</td><td>AwaitingOpen</td></tr>
 * </table>
 *
 * <p>A late statement of a quorum that was already met is logged and changes nothing. A new charter
 * may come into force in any phase but the first: votes that name the charter before it are then
 * cast anew, and those of organizations that lost their vote count no more.
 *
 * @param directory who may say what
 * @param epoch which log it is in
 * @param size how many entries there are, of all epochs: the place of the next one
 * @param phase what is waited for
 * @param history what it has brought about
 * @param statements how many statements each node has logged since the last round has closed
 */
public record FederationState(
    Directory directory,
    Epoch epoch,
    long size,
    Phase phase,
    History history,
    Map<Fingerprint, Integer> statements) {

  /** Copies the counts. */
  public FederationState {
    statements = Map.copyOf(statements);
  }

  /** The state of the empty log. */
  public static FederationState founding(Founding founding) {
    return new FederationState(
        Directory.founding(founding),
        Epoch.FIRST,
        0,
        new Phase.AwaitingCharter(),
        History.NONE,
        Map.of());
  }

  /** Why a statement may not be appended now; empty if it may. */
  public Optional<Refusal> judge(SignedStatement statement) {
    return new Admission(this).judge(statement);
  }

  /**
   * The state after one more entry.
   *
   * @param index the entry's index, equal to {@link #size}
   * @param statement an entry that {@link #judge} lets pass
   * @throws IllegalArgumentException if the index is another, or the statement is refused
   */
  public FederationState apply(long index, SignedStatement statement) {
    if (index != size) {
      throw new IllegalArgumentException("entry " + index + " after a prefix of " + size);
    }
    judge(statement)
        .ifPresent(
            refusal -> {
              throw new IllegalArgumentException(
                  "entry " + index + " has no right to be there: " + refusal.detail());
            });
    return new Transition(this, index, statement).next();
  }

  /**
   * The state after the first entry of the next log. It takes nothing but votes for the charter
   * that moves the federation there.
   *
   * @param last the checkpoint at which this log is left: of exactly the entries so far
   * @throws IllegalArgumentException if it covers more or less
   */
  public FederationState moved(Checkpoint last) {
    if (last.size() != logSize()) {
      throw new IllegalArgumentException(
          "a log of %d entries is not left at %d".formatted(logSize(), last.size()));
    }
    return new FederationState(
        directory,
        new Epoch(epoch.number() + 1, size, Optional.of(last)),
        size + 1,
        phase,
        history,
        statements);
  }

  /** How many entries the log of this epoch has. */
  public long logSize() {
    return size - epoch.start();
  }

  /** Whether the charter in force names the log that this state is of. */
  public boolean isSettled() {
    return epoch.isSettled(charter());
  }

  /** The charter in force. */
  public Charter charter() {
    return directory.charter();
  }

  /** The charters that have come into force, by version. */
  public List<LoggedCharter> charters() {
    return history.charters();
  }

  /** The releases in force, by sequence. */
  public List<LoggedRelease> releases() {
    return history.releases();
  }

  /** The rounds opened, by number. */
  public List<Round> rounds() {
    return history.rounds();
  }

  /** Every logged update. */
  public List<Logged<Update>> updates() {
    return history.updates();
  }

  /** Every logged evaluation. */
  public List<Logged<Evaluation>> evaluations() {
    return history.evaluations();
  }

  /** The advisories in force: of each, the statement with which it came into force. */
  public List<Logged<Advisory>> advisories() {
    return history.advisories();
  }

  /** The newest release, once there is one. */
  public Optional<LoggedRelease> latestRelease() {
    return releases().isEmpty() ? Optional.empty() : Optional.of(releases().getLast());
  }

  /** The release of a digest. */
  public Optional<LoggedRelease> release(Sha256 digest) {
    return releases().stream().filter(release -> release.digest().equals(digest)).findFirst();
  }

  /** The round of an id. */
  public Optional<Round> round(Sha256 id) {
    return rounds().stream().filter(round -> round.id().equals(id)).findFirst();
  }

  /**
   * The round in whose window an entry lies: from the cutoff of the round before to its own. Empty
   * if that round is not open yet.
   */
  public Optional<Round> window(long index) {
    return rounds().stream()
        .filter(round -> round.cutoff().isEmpty() || index < round.cutoff().getAsLong())
        .findFirst();
  }

  /**
   * Whether an update of a round may count if it is logged next: the round is open, or the one that
   * is open, or opens next, is not too far from it. Secure rounds take no updates.
   */
  public boolean takes(Round round) {
    if (privacy().isSecure()) {
      return false;
    }
    return openRound()
        .map(open -> new Window(this, open, size).outside(round.id()).isEmpty())
        .orElse(rounds().size() + 1 - round.number() <= charter().rounds().maxStaleness());
  }

  /**
   * The round that was opened and has not closed: it takes updates, or, if it is secure, what the
   * phase calls for.
   */
  public Optional<Round> openRound() {
    return switch (phase) {
      case Phase.Advertising(var round, _) -> Optional.of(round);
      case Phase.Dealing(var round, _) -> Optional.of(round);
      case Phase.Collecting(var round, _) -> Optional.of(round);
      case Phase.AwaitingCharter _,
          Phase.AwaitingBase _,
          Phase.AwaitingOpen _,
          Phase.Revealing _,
          Phase.Aggregating _,
          Phase.Releasing _ ->
          Optional.empty();
    };
  }

  /** The secure round that is not released yet, with all that was said in it. */
  public Optional<SecureRound> secureRound() {
    return history.secure().newest();
  }

  /** A blob of any secure round for which its node has signed: the first, if there are several. */
  public Optional<SecureBlob> secureBlob(Sha256 digest) {
    return history.secure().blobs().stream()
        .filter(blob -> blob.digest().equals(digest))
        .findFirst();
  }

  /** Who may see what nodes submit now: as the round says that is under way, else the charter. */
  public Charter.Privacy privacy() {
    return switch (phase) {
      case Phase.AwaitingCharter _, Phase.AwaitingBase _, Phase.AwaitingOpen _ ->
          charter().privacy();
      case Phase.Advertising _,
          Phase.Dealing _,
          Phase.Collecting _,
          Phase.Revealing _,
          Phase.Aggregating _,
          Phase.Releasing _ ->
          rounds().getLast().open().privacy();
    };
  }

  /** The logged update that commits to a blob: the first, if there are several. */
  public Optional<Logged<Update>> update(Sha256 commitment) {
    return updates().stream()
        .filter(update -> update.statement().commitment().equals(commitment))
        .findFirst();
  }

  /** What a node has logged as its update of a round: the lowest index wins. */
  public Optional<Logged<Update>> update(Sha256 round, Fingerprint node) {
    return updates().stream()
        .filter(u -> u.statement().round().equals(round) && u.signer().equals(node))
        .findFirst();
  }

  FederationState with(Phase next) {
    return new FederationState(directory, epoch, size, next, history, statements);
  }

  FederationState with(History more) {
    return new FederationState(directory, epoch, size, phase, more, statements);
  }

  FederationState with(Directory next) {
    return new FederationState(next, epoch, size, phase, history, statements);
  }
}
