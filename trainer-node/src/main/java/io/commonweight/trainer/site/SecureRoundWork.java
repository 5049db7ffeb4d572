package io.commonweight.trainer.site;

import io.commonweight.federation.round.Cohort;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.secagg.Parcel;
import io.commonweight.federation.secagg.SecAggException;
import io.commonweight.federation.secagg.SecAggNode;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.trainer.gate.GateException;
import io.commonweight.trainer.ledger.BudgetSpentException;
import io.commonweight.trainer.train.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A site's part in secure rounds. What is due follows from the phase of the log.
 *
 * <p>Up to the beginning of the session everything is as in {@link RoundWork}: it is journalled,
 * and taken up again. From then on secrets are in memory only. Whatever fails for good ends the
 * session, and the node takes no other part in the round.
 */
final class SecureRoundWork {
  /** How soon witnesses are looked for again: their word is no entry that one could wait for. */
  private static final Duration WITNESSING = Duration.ofSeconds(1);

  private final Journal journal;
  private final LogFollower log;
  private final RoundUpdates updates;
  private final Receipts receipts;
  private final Submission submission;
  private final NodeIdentity identity;
  private final Permit permit;
  private final SiteListener listener;
  private Optional<SecureSession> session = Optional.empty();
  private Optional<Sha256> unwitnessed = Optional.empty();

  SecureRoundWork(SiteParts parts, RoundUpdates updates) {
    this.journal = parts.journal();
    this.updates = updates;
    this.receipts = Receipts.of(parts);
    this.log = parts.log();
    this.submission = parts.submission();
    this.identity = parts.identity();
    this.permit = parts.permit();
    this.listener = parts.listener();
  }

  /** The secure round that is under way. */
  Optional<Round> underWay() {
    FederationState state = log.state();
    return SecureStep.of(state.phase()).map(_ -> state.rounds().getLast());
  }

  /** Whether this site's part in a round is not over. */
  boolean isOwed(Round round) {
    return !journal.progress(round.id()).isAbandoned()
        && !journal.holds(new JournalEntry.Revealed(round.id()));
  }

  /** How long the log may be waited for before there is something to do in a round. */
  Duration patience(Round round, Duration wait) {
    boolean isDue =
        session.filter(begun -> begun.round().id().equals(round.id())).isEmpty()
            || SecureStep.of(log.state().phase())
                .filter(step -> session.orElseThrow().owes(step))
                .isPresent();
    if (!isDue) {
      return wait;
    }
    Duration soon = unwitnessed.isPresent() ? WITNESSING : Duration.ZERO;
    return soon.compareTo(wait) < 0 ? soon : wait;
  }

  /**
   * Gives up what was begun in a round that has gone on, or in a log that the federation left. What
   * was made for a secure round and has not left is of no use later.
   */
  void leaveBehind() throws IOException {
    for (JournalEntry.Packed packed : journal.unfinished()) {
      Optional<Round> round = log.state().round(packed.round());
      if (round.filter(this::isPast).isPresent() && session.isEmpty()) {
        end(round.get(), "the round went on before this node had said its keys");
      }
    }
    if (session.isPresent()) {
      SecureSession begun = session.get();
      if (begun.epoch() != log.state().epoch().number()) {
        end(begun.round(), "the federation has moved to another log in the middle of the session");
      } else if (isPast(begun.round())) {
        end(begun.round(), "the round went on without " + begun.next().what());
      }
    }
  }

  private boolean isPast(Round round) {
    return round.open().privacy().isSecure()
        && underWay().filter(now -> now.id().equals(round.id())).isEmpty();
  }

  /**
   * Does what a round calls for now.
   *
   * @throws IOException if something outside fails that may work later
   * @throws SiteException if somebody has to act first
   */
  void takePart(Round round, PrivateData data) throws IOException, SiteException {
    try {
      if (session.isEmpty()) {
        begin(round, data);
      }
      if (session.isPresent()) {
        speak(session.get());
      }
    } catch (GateException | BudgetSpentException | TrainingException e) {
      end(round, String.valueOf(e.getMessage()));
    } catch (SecAggException e) {
      end(round, "%s: %s".formatted(e.reason(), e.getMessage()));
    } catch (RegistryException e) {
      if (!Submission.isFinal(e)) {
        throw e;
      }
      end(round, String.valueOf(e.getMessage()));
    }
  }

  /** Makes the update, then draws secrets, if it is not too late. */
  private void begin(Round round, PrivateData data)
      throws IOException,
          SiteException,
          GateException,
          BudgetSpentException,
          TrainingException,
          SecAggException {
    Optional<String> hindrance = hindrance(round);
    if (hindrance.isEmpty()) {
      var _ = updates.prepare(round, data);
      permit.require(); // training takes its time
      log.catchUp(Duration.ZERO);
      hindrance = late(round);
    }
    if (hindrance.isPresent()) {
      end(round, hindrance.get());
      return;
    }
    Cohort cohort = cohort().orElseThrow();
    journal.append(new JournalEntry.SessionBegun(round.id()));
    var node = new SecAggNode(cohort.session(), identity.key(), new SecureRandom());
    int epoch = log.state().epoch().number();
    session = Optional.of(new SecureSession(round, epoch, identity, node, submission));
  }

  private Optional<String> hindrance(Round round) {
    if (journal.holds(new JournalEntry.SessionBegun(round.id()))) {
      return Optional.of(
          "the node was restarted in the middle of its session, whose secrets were in its memory");
    }
    if (cohort().isEmpty()) {
      return Optional.of(
          "the node is of no cohort: it was enrolled after the round had opened, or there is nobody to add it up with");
    }
    return hasSpoken(cohort().get())
        ? Optional.of("the log has keys of this node that were said with another state folder")
        : late(round);
  }

  private Optional<String> late(Round round) {
    boolean isTime =
        underWay().filter(now -> now.id().equals(round.id())).isPresent()
            && SecureStep.of(log.state().phase()).equals(Optional.of(SecureStep.ADVERTISE));
    return isTime
        ? Optional.empty()
        : Optional.of("keys were said by all who take part before this node's vector was ready");
  }

  private boolean hasSpoken(Cohort cohort) {
    return cohort.advertisements().stream()
        .anyMatch(logged -> logged.signer().equals(identity.node()));
  }

  private Optional<Cohort> cohort() {
    return log.state().secureRound().flatMap(round -> round.cohortOf(identity.node()));
  }

  private void speak(SecureSession begun) throws IOException, SiteException, SecAggException {
    SecureStep due = SecureStep.of(log.state().phase()).orElseThrow();
    if (due.compareTo(begun.next()) > 0) {
      end(begun.round(), "the round went on without " + begun.next().what());
    } else if (begun.owes(due)) {
      Cohort cohort = cohort().orElseThrow();
      Optional<SecureWord> word =
          begun.word().isPresent() ? begun.word() : word(begun, due, cohort);
      if (word.isPresent()) {
        say(begun, due, cohort, word.get());
      }
    }
  }

  /** What is to be said; empty if it may not be said yet. */
  private Optional<SecureWord> word(SecureSession begun, SecureStep due, Cohort cohort)
      throws IOException, SiteException, SecAggException {
    return switch (due) {
      case ADVERTISE -> throw new IllegalStateException("a session begins with its keys");
      case DEAL -> onDisk(begun, () -> begun.deal(cohort, updates.file(begun.round(), "parcels")));
      case MASK -> mask(begun, cohort);
      case REVEAL -> isWitnessed() ? Optional.of(begun.reveal(cohort)) : Optional.empty();
    };
  }

  private Optional<SecureWord> mask(SecureSession begun, Cohort cohort)
      throws IOException, SecAggException {
    Path update = updates.file(begun.round());
    Sha256 examined = journal.progress(begun.round().id()).packed().orElseThrow().blob();
    if (!Files.exists(update) || !Sha256.of(update).equals(examined)) {
      end(begun.round(), update + " is not the file any more that the gate has examined");
      return Optional.empty();
    }
    Map<Fingerprint, Parcel> parcels = begun.parcels(cohort);
    Path masked = updates.file(begun.round(), "masked");
    return onDisk(begun, () -> begun.mask(cohort, parcels, update, masked));
  }

  private interface Making {
    SecureWord make() throws SecAggException, IOException;
  }

  /** A step that fails half-way is not taken again: nothing is dealt or masked twice. */
  private Optional<SecureWord> onDisk(SecureSession begun, Making making)
      throws IOException, SecAggException {
    try {
      return Optional.of(making.make());
    } catch (IOException e) {
      end(begun.round(), "what the step makes cannot be written: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Nothing is given out before the end of the round is beyond dispute. */
  private boolean isWitnessed() throws IOException, SiteException {
    Round round = log.state().rounds().getLast();
    if (log.isWitnessedBeyond(round.cutoff().orElseThrow())) {
      unwitnessed = Optional.empty();
      return true;
    }
    if (!unwitnessed.equals(Optional.of(round.id()))) {
      unwitnessed = Optional.of(round.id());
      listener.on(new SiteEvent.Unwitnessed(round.number()));
    }
    return false;
  }

  private void say(SecureSession begun, SecureStep step, Cohort cohort, SecureWord word)
      throws IOException, SiteException {
    permit.require();
    if (word.blob().isPresent()) {
      submission.upload(word.blob().get().digest(), word.blob().get().file());
    }
    LogProof receipt = submission.append(word.statement());
    Round round = begun.round();
    switch (step) {
      case ADVERTISE ->
          listener.on(new SiteEvent.Advertised(round.number(), cohort.session().ids().size()));
      case DEAL -> listener.on(new SiteEvent.Dealt(round.number(), cohort.advertisements().size()));
      case MASK -> {
        long bytes = cohort.session().vectorBytes();
        listener.on(new SiteEvent.Uploaded(round.number(), bytes));
        receipts.keep(round, receipt, bytes);
      }
      case REVEAL -> {
        journal.append(new JournalEntry.Revealed(round.id()));
        listener.on(new SiteEvent.Revealed(round.number(), cohort.inputs().size()));
      }
    }
    begun.said();
    if (step == SecureStep.REVEAL) {
      session = Optional.empty();
    }
  }

  /** Ends the session, if there is one, and the site's part in the round. */
  private void end(Round round, String reason) throws IOException {
    session.ifPresent(begun -> begun.end(reason));
    session = Optional.empty();
    unwitnessed = Optional.empty();
    journal.append(new JournalEntry.Abandoned(round.id(), reason));
    listener.on(new SiteEvent.Abandoned(round.number(), reason));
  }
}
