package io.commonweight.trainer.site;

import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.federation.round.Round;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.registry.RegistryException;
import io.commonweight.sdk.statement.Evaluation;
import io.commonweight.sdk.statement.Update;
import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.gate.Departure;
import io.commonweight.trainer.gate.GateException;
import io.commonweight.trainer.ledger.BudgetSpentException;
import io.commonweight.trainer.train.TrainingException;
import io.commonweight.trainer.train.TrainingResult;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Makes the update of a round, once: trains, writes and examines it, and fixes it in the journal.
 * Each step is journalled before the one after it, so it is taken up wherever it was left.
 */
final class RoundUpdates {
  private static final Logger LOG = System.getLogger(RoundUpdates.class.getName());

  private final Journal journal;
  private final Path folder;
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
  private Optional<Sha256> announced = Optional.empty();

  RoundUpdates(SiteParts parts, LocalTraining training, RandomGenerator secret) {
    Path state = parts.settings().state();
    this.journal = parts.journal();
    this.folder = state.resolve("updates");
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
   * The update of a round, made now or before: trained, written, examined and fixed.
   *
   * @throws GateException if it must not leave
   * @throws BudgetSpentException if it costs more than is left
   */
  JournalEntry.Packed prepare(Round round, PrivateData data)
      throws IOException, SiteException, GateException, BudgetSpentException, TrainingException {
    LoggedRelease release = log.state().release(round.open().release()).orElseThrow();
    if (!journal.progress(round.id()).isSeen()) {
      journal.append(new JournalEntry.Seen(round.id(), round.number()));
      clean(round);
    }
    announce(round, release);
    return packed(round, release, data);
  }

  private JournalEntry.Packed packed(Round round, LoggedRelease release, PrivateData data)
      throws IOException, SiteException, GateException, BudgetSpentException, TrainingException {
    Path blob = file(round);
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
              .formatted(round.number(), file(round)));
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

  /** Tells of a round once, however often it is tried. */
  private void announce(Round round, LoggedRelease release) {
    if (!announced.equals(Optional.of(round.id()))) {
      announced = Optional.of(round.id());
      listener.on(
          new SiteEvent.RoundSeen(round.number(), round.id().hex(), release.release().sequence()));
    }
  }

  /** Where the update of a round lies. */
  Path file(Round round) {
    return file(round, "safetensors");
  }

  /** Where something that is made of the update of a round lies, until the next round. */
  Path file(Round round, String kind) {
    return file(round.id(), kind);
  }

  private Path file(Sha256 round, String kind) {
    return folder.resolve(round + "." + kind);
  }

  /** Deletes the files of earlier rounds, but for updates that may still be submitted. */
  private void clean(Round round) throws IOException {
    Set<Path> kept = new HashSet<>(Set.of(file(round)));
    journal.unfinished().forEach(packed -> kept.add(file(packed.round(), "safetensors")));
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> !kept.contains(f)).toList()) {
        Files.delete(file);
      }
    }
  }
}
