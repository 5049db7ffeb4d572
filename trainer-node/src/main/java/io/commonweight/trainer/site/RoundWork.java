package io.commonweight.trainer.site;

import io.commonweight.federation.round.Logged;
import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.sdk.statement.Evaluation;
import io.commonweight.sdk.statement.Update;
import io.commonweight.sdk.weights.DurableFile;
import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.gate.Departure;
import io.commonweight.trainer.gate.GateException;
import io.commonweight.trainer.ledger.BudgetSpentException;
import io.commonweight.trainer.train.TrainingException;
import io.commonweight.trainer.train.TrainingResult;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A site's part in one round, taken up wherever the journal says it was left.
 *
 * <p>Every step is journalled before the one after it. Once the update is packed, its statement is
 * fixed: whatever happens later, the site sends these bytes or none, so the log never sees two.
 */
final class RoundWork {
  /** Answers after which the same request cannot succeed in this round. */
  private static final Set<Integer> FINAL = Set.of(403, 409, 413, 422);

  private static final Logger LOG = System.getLogger(RoundWork.class.getName());

  private final Journal journal;
  private final Path state;
  private final LogFollower log;
  private final BaseCache bases;
  private final LocalTraining training;
  private final Submission submission;
  private final NodeIdentity identity;
  private final Permit permit;
  private final Optional<BaseTrials> trials;
  private final Optional<PrivacyGuard> privacy;
  private final RandomGenerator secret;
  private final SiteListener listener;
  private final Map<Sha256, Integer> submittedIn = new HashMap<>();
  private Optional<Sha256> announced = Optional.empty();

  RoundWork(SiteParts parts, LocalTraining training, RandomGenerator secret) {
    this.journal = parts.journal();
    this.state = parts.settings().state();
    this.log = parts.log();
    this.bases = new BaseCache(state.resolve("cache"), parts.registry());
    this.training = training;
    this.submission = parts.submission();
    this.identity = parts.identity();
    this.permit = parts.permit();
    this.trials = parts.settings().validation().map(v -> new BaseTrials(parts.settings(), v));
    this.privacy = parts.privacy();
    this.secret = secret;
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
    LoggedRelease release = log.state().release(round.open().release()).orElseThrow();
    if (!progress.isSeen()) {
      journal.append(new JournalEntry.Seen(round.id(), round.number()));
      clean(round);
    }
    announce(round, release);
    try {
      JournalEntry.Packed packed = packed(round, release, data);
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
      if (round.isPresent() && round.get().cutoff().isPresent()) {
        if (Files.exists(blob(round.get()))) {
          bring(round.get(), packed);
          log.catchUp(Duration.ZERO); // that may have been this node's part in the round now open
        } else {
          abandon(round.get(), "it closed, and the update file is gone");
        }
      }
    }
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
    if (!FINAL.contains(answer.status())) {
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
    submission.upload(packed, blob(round));
    if (loggedUpdate(round.id()).isEmpty()) {
      keepReceipt(round, packed);
    }
    submittedIn.put(round.id(), epoch());
  }

  private Optional<Update> loggedUpdate(Sha256 round) {
    return log.state().update(round, identity.node()).map(Logged::statement);
  }

  /** Tells of a round once, however often it is tried. */
  private void announce(Round round, LoggedRelease release) {
    if (!announced.equals(Optional.of(round.id()))) {
      announced = Optional.of(round.id());
      listener.on(
          new SiteEvent.RoundSeen(round.number(), round.id().hex(), release.release().sequence()));
    }
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

  private JournalEntry.Packed packed(Round round, LoggedRelease release, PrivateData data)
      throws IOException, SiteException, GateException, BudgetSpentException, TrainingException {
    Path blob = blob(round);
    Optional<JournalEntry.Packed> fixed = journal.progress(round.id()).packed();
    if (fixed.isPresent() && Files.exists(blob) && Sha256.of(blob).equals(fixed.get().blob())) {
      return fixed.get();
    }
    Base base = base(round, release);
    List<Demonstration> recordings = data.demonstrations(base);
    evaluate(round, base);
    if (privacy.isPresent()) {
      OptionalLong paid = paidFrames(round, blob);
      if (paid.isPresent()) {
        Departure departure = training.examine(round, base, blob);
        return fix(round, departure, permit.clamp(paid.getAsLong()), fixed);
      }
      requireUnfixed(round, blob, fixed);
      privacy.get().requireRoom(round, base);
    }
    TrainingResult result = training.train(round, base, recordings);
    journal.appendOnce(new JournalEntry.Trained(round.id(), result.frames(), training.steps()));
    Files.createDirectories(blob.resolveSibling("."));
    Departure departure = training.pack(round, base, result, blob);
    // A statement that was fixed stays as it is, whatever the node may weigh meanwhile.
    long frames =
        fixed.map(JournalEntry.Packed::frames).orElseGet(() -> permit.clamp(result.frames()));
    return fix(round, departure, frames, fixed);
  }

  /** The frames of an update that was blurred and paid for before a crash, if that is so. */
  private OptionalLong paidFrames(Round round, Path blob) throws IOException {
    return privacy.orElseThrow().isPaid(round, blob)
        ? journal.trainedFrames(round.id())
        : OptionalLong.empty();
  }

  /** Noise cannot be drawn again, so a noisy file that is lost cannot be made again. */
  private static void requireUnfixed(Round round, Path blob, Optional<JournalEntry.Packed> fixed)
      throws GateException {
    if (fixed.isPresent()) {
      throw new GateException(
          "the noisy update of round %d is gone from %s, and its noise is never drawn twice: restore the file within the round, or wait for the next"
              .formatted(round.number(), blob));
    }
  }

  private JournalEntry.Packed fix(
      Round round, Departure departure, long frames, Optional<JournalEntry.Packed> earlier)
      throws IOException, GateException, TrainingException {
    byte[] salt = new byte[Update.SALT_BYTES];
    secret.nextBytes(salt);
    var packed =
        new JournalEntry.Packed(
            round.id(),
            round.open().base(),
            departure.blob(),
            departure.bytes(),
            departure.tensors(),
            departure.norm(),
            frames,
            earlier.map(JournalEntry.Packed::salt).orElse(HexFormat.of().formatHex(salt)));
    if (earlier.isEmpty()) {
      journal.append(packed);
    } else if (!packed.equals(earlier.get())) {
      throw new IOException(
          "the update file of round %d is gone and training again gave other bytes: restore %s or wait for the next round"
              .formatted(round.number(), blob(round)));
    }
    return packed;
  }

  private Base base(Round round, LoggedRelease release) throws IOException, SiteException {
    Base base = bases.get(log.state(), release);
    bases.keepOnly(release);
    journal.appendOnce(
        new JournalEntry.BaseVerified(round.id(), release.release().weights().sha256()));
    return base;
  }

  private void evaluate(Round round, Base base) throws IOException, SiteException {
    if (trials.isEmpty() || isEvaluated(base.release())) {
      return;
    }
    Optional<JournalEntry.Evaluated> earlier = journal.progress(round.id()).evaluated();
    Evaluation statement =
        earlier.map(JournalEntry.Evaluated::statement).orElseGet(() -> trials.get().evaluate(base));
    if (earlier.isEmpty()) {
      journal.append(new JournalEntry.Evaluated(round.id(), statement));
    }
    publish(base, statement);
  }

  /** An evaluation that the registry does not take costs no round. */
  private void publish(Base base, Evaluation statement) throws IOException, SiteException {
    int sequence = base.release().release().sequence();
    try {
      submission.append(statement);
    } catch (RegistryException e) {
      if (e.status() >= 500) {
        throw e;
      }
      LOG.log(Level.WARNING, "evaluation of release {0} not logged: {1}", sequence, e.getMessage());
      return;
    }
    listener.on(
        new SiteEvent.Evaluated(
            sequence, statement.split(), statement.successes(), statement.trials()));
  }

  private boolean isEvaluated(LoggedRelease release) {
    return log.state().evaluations().stream()
        .anyMatch(
            evaluation ->
                evaluation.signer().equals(identity.node())
                    && evaluation.statement().release().equals(release.digest()));
  }

  private void submit(Round round, JournalEntry.Packed packed) throws IOException, SiteException {
    permit.require(); // training takes its time
    // What an earlier log's registry took may have been lost with it.
    if (!journal.progress(round.id()).isUploaded() || epoch() > 1) {
      submission.upload(packed, blob(round));
      journal.appendOnce(new JournalEntry.Uploaded(round.id()));
      listener.on(new SiteEvent.Uploaded(round.number(), packed.bytes()));
    }
    keepReceipt(round, packed);
  }

  /** Has the statement logged, which changes nothing if it is, and keeps the proof. */
  private void keepReceipt(Round round, JournalEntry.Packed packed)
      throws IOException, SiteException {
    LogProof receipt = submission.append(packed.statement(identity.node()));
    Path file = state.resolve("receipts").resolve("round-%06d.tlog".formatted(round.number()));
    Files.createDirectories(file.resolveSibling("."));
    DurableFile.write(file, channel -> channel.write(ByteBuffer.wrap(receipt.bytes())));
    long index = receipt.inclusion().index();
    journal.append(new JournalEntry.Submitted(round.id(), index, Sha256.of(receipt.bytes())));
    submittedIn.put(round.id(), epoch());
    listener.on(new SiteEvent.Submitted(round.number(), index, packed.bytes()));
  }

  private void abandon(Round round, String reason) throws IOException {
    journal.append(new JournalEntry.Abandoned(round.id(), reason));
    listener.on(new SiteEvent.Abandoned(round.number(), reason));
  }

  private Path blob(Round round) {
    return blob(round.id());
  }

  private Path blob(Sha256 round) {
    return state.resolve("updates").resolve(round + ".safetensors");
  }

  /** Deletes the update files of earlier rounds, but for those that may still be submitted. */
  private void clean(Round round) throws IOException {
    Set<Path> kept = new HashSet<>(Set.of(blob(round)));
    journal.unfinished().forEach(packed -> kept.add(blob(packed.round())));
    Files.createDirectories(state.resolve("updates"));
    try (Stream<Path> files = Files.list(state.resolve("updates"))) {
      for (Path file : files.filter(f -> !kept.contains(f)).toList()) {
        Files.delete(file);
      }
    }
  }
}
