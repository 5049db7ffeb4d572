package io.commonweight.trainer.site;

import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.sdk.statement.Update;
import io.commonweight.trainer.gate.GateException;
import io.commonweight.trainer.ledger.BudgetSpentException;
import io.commonweight.trainer.train.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A site's part in one round, taken up wherever the journal says it was left.
 *
 * <p>Every step is journalled before the one after it. Once the update is packed, its statement is
 * fixed: whatever happens later, the site sends these bytes or none, so the log never sees two.
 */
final class RoundWork {
  private final Journal journal;
  private final LogFollower log;
  private final RoundUpdates updates;
  private final Receipts receipts;
  private final Submission submission;
  private final NodeIdentity identity;
  private final Permit permit;
  private final SiteListener listener;
  private final Map<Sha256, Integer> submittedIn = new HashMap<>();

  RoundWork(SiteParts parts, RoundUpdates updates) {
    this.journal = parts.journal();
    this.updates = updates;
    this.receipts = Receipts.of(parts);
    this.log = parts.log();
    this.submission = parts.submission();
    this.identity = parts.identity();
    this.permit = parts.permit();
    this.listener = parts.listener();
  }

  /**
   * Takes part in an open round until the update is in the log or the round is given up.
   *
   * @throws IOException if something outside fails that may work later
   * @throws SiteException if somebody has to act first
   */
  void takePart(Round round, PrivateData data) throws IOException, SiteException {
    RoundProgress progress = journal.progress(round.id());
    if (isOwedAgain(round)) {
      submitAgain(round, progress.packed().orElseThrow());
      return;
    }
    if (progress.isOver() || isAbandonedByLog(round, progress)) {
      return;
    }
    try {
      JournalEntry.Packed packed = updates.prepare(round, data);
      log.catchUp(Duration.ZERO);
      bring(round, packed);
    } catch (GateException | BudgetSpentException | TrainingException e) {
      abandon(round, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Submits updates whose rounds have closed meanwhile, as soon as another is open in which they
   * count, and gives up those that can count no more.
   */
  void bringLate() throws IOException, SiteException {
    for (JournalEntry.Packed packed : journal.unfinished()) {
      Optional<Round> round = log.state().round(packed.round());
      if (round.filter(RoundWork::isClosedAndOpenToAll).isPresent()) {
        if (Files.exists(updates.file(round.get()))) {
          bring(round.get(), packed);
          log.catchUp(Duration.ZERO); // that may have been this node's part in the round now open
        } else {
          abandon(round.get(), "it closed, and the update file is gone");
        }
      }
    }
  }

  /** What was made for a secure round never leaves in the clear. */
  private static boolean isClosedAndOpenToAll(Round round) {
    return round.cutoff().isPresent() && !round.open().privacy().isSecure();
  }

  /** Submits an update if it counts now, and keeps it if it may count in the next round. */
  private void bring(Round round, JournalEntry.Packed packed) throws IOException, SiteException {
    Optional<Round> open = log.state().openRound();
    if (!log.state().takes(round)) {
      abandon(round, "it closed before the update was ready");
    } else if (open.isPresent() && !isSpent(open.get(), round)) {
      try {
        submit(round, packed);
      } catch (RegistryException e) {
        giveUp(round, open.get(), e);
      }
    }
  }

  /**
   * Gives a round up for an answer that stands, unless it is that another round has just closed.
   */
  private void giveUp(Round round, Round open, RegistryException answer)
      throws IOException, SiteException {
    if (!Submission.isFinal(answer)) {
      throw answer;
    }
    log.catchUp(Duration.ZERO);
    boolean hasClosed = log.state().round(open.id()).filter(r -> r.cutoff().isEmpty()).isEmpty();
    if (!hasClosed || !log.state().takes(round)) {
      abandon(round, String.valueOf(answer.getMessage()));
    }
  }

  /** Whether another update of this node is logged already where one of this round would count. */
  private boolean isSpent(Round open, Round round) {
    return log.state().updates().stream()
        .filter(update -> update.signer().equals(identity.node()))
        .filter(update -> !update.statement().round().equals(round.id()))
        .anyMatch(update -> log.state().window(update.index()).equals(Optional.of(open)));
  }

  /**
   * Fetches the receipts of updates that are in the log and were never acknowledged, because the
   * site was killed in between; the round may be long over.
   */
  void collectReceipts() throws IOException, SiteException {
    for (JournalEntry.Packed packed : journal.unfinished()) {
      if (loggedUpdate(packed.round()).equals(Optional.of(packed.statement(identity.node())))) {
        keepReceipt(log.state().round(packed.round()).orElseThrow(), packed);
      }
    }
  }

  /** Whether this site still owes an open round something: a late update was its part, too. */
  boolean isOwed(Round round) {
    return (!journal.progress(round.id()).isOver() && !isSpent(round, round)) || isOwedAgain(round);
  }

  /** Whether the log that the update was submitted to was lost since. */
  private boolean isOwedAgain(Round round) {
    RoundProgress progress = journal.progress(round.id());
    return progress.submitted().isPresent()
        && !progress.isAbandoned()
        && epoch() > submittedIn.getOrDefault(round.id(), 1);
  }

  private int epoch() {
    return log.state().epoch().number();
  }

  /**
   * Submits what the journal has to the registry that goes on: its log may end before the
   * statement, whatever receipt there is, and the file may have been lost with the other registry.
   */
  private void submitAgain(Round round, JournalEntry.Packed packed)
      throws IOException, SiteException {
    permit.require();
    submission.upload(packed, updates.file(round));
    if (loggedUpdate(round.id()).isEmpty()) {
      keepReceipt(round, packed);
    }
    submittedIn.put(round.id(), epoch());
  }

  private Optional<Update> loggedUpdate(Sha256 round) {
    return log.state().update(round, identity.node()).map(Logged::statement);
  }

  /** Whether the log has an update of this node that this state folder knows nothing of. */
  private boolean isAbandonedByLog(Round round, RoundProgress progress) throws IOException {
    Optional<Update> logged = loggedUpdate(round.id());
    Optional<Update> fixed = progress.packed().map(packed -> packed.statement(identity.node()));
    if (logged.isEmpty() || logged.equals(fixed)) {
      return false;
    }
    abandon(round, "the log has an update of this node that was made with another state folder");
    return true;
  }

  private void submit(Round round, JournalEntry.Packed packed) throws IOException, SiteException {
    permit.require(); // training takes its time
    // What an earlier log's registry took may have been lost with it.
    if (!journal.progress(round.id()).isUploaded() || epoch() > 1) {
      submission.upload(packed, updates.file(round));
      journal.appendOnce(new JournalEntry.Uploaded(round.id()));
      listener.on(new SiteEvent.Uploaded(round.number(), packed.bytes()));
    }
    keepReceipt(round, packed);
  }

  /** Has the statement logged, which changes nothing if it is, and keeps the proof. */
  private void keepReceipt(Round round, JournalEntry.Packed packed)
      throws IOException, SiteException {
    receipts.keep(round, submission.append(packed.statement(identity.node())), packed.bytes());
    submittedIn.put(round.id(), epoch());
  }

  private void abandon(Round round, String reason) throws IOException {
    journal.append(new JournalEntry.Abandoned(round.id(), reason));
    listener.on(new SiteEvent.Abandoned(round.number(), reason));
  }
}
