package io.commonweight.cli.audit;

import io.commonweight.cli.log.LogFiles;
import io.commonweight.cli.log.Replay;
import io.commonweight.cli.log.ServedLog;
import io.commonweight.cli.report.Bar;
import io.commonweight.cli.report.CommandException;
import io.commonweight.federation.follow.FeedReader;
import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.registry.RegistrySession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One audit of one federation at one registry.
 *
 * @param founding what is believed
 * @param client the registry
 * @param session may read updates, if the caller has a key for that
 */
record Audit(Founding founding, RegistryClient client, Optional<RegistrySession> session) {

  /**
   * Replays the log and judges the rounds.
   *
   * @param only the one round to judge; all if absent
   * @param report takes what is found, also when it ends early
   */
  void run(Optional<Integer> only, AuditReport report) throws IOException, CommandException {
    String federation = founding.charter().federation();
    var chronicle = new Chronicle();
    var replay = new Replay(founding, client.keySets(federation));
    WitnessCheck witnesses;
    try {
      witnesses = replay(replay, chronicle);
    } catch (ProofException e) {
      report.find(unbelievable(replay.log(), e));
      return;
    }
    report.log(replay.log());
    report.charters(chronicle.charters());
    report.witnesses(witnesses.seen(), client.registry().toString());
    report.rounds(judge(chosen(chronicle, only)));
  }

  private List<RoundTrail> chosen(Chronicle chronicle, Optional<Integer> only)
      throws CommandException {
    List<RoundTrail> chosen =
        chronicle.rounds().stream()
            .filter(trail -> only.isEmpty() || number(trail) == only.get())
            .toList();
    if (only.isPresent() && chosen.isEmpty()) {
      throw new CommandException(
          "%s has no round %d".formatted(founding.charter().federation(), only.get()));
    }
    return chosen;
  }

  private Finding unbelievable(VerifiedLog believed, ProofException why) throws IOException {
    Optional<String> sequencer =
        why.step().startsWith(Replay.ENTRY)
            ? new Culprit(client, founding.charter().federation()).of(believed)
            : Optional.empty();
    return sequencer
        .map(
            organization ->
                new Finding(
                    OptionalInt.empty(),
                    organization,
                    OptionalLong.of(believed.state().size()),
                    "runs the log and has signed it with an entry that has no right to be there: "
                        + why.getMessage(),
                    Map.of()))
        .orElseGet(
            () ->
                Finding.of(
                    client.registry().toString(),
                    "shows a log that cannot be believed: " + why.getMessage()));
  }

  private static int number(RoundTrail trail) {
    return trail.round().orElseThrow().number();
  }

  private WitnessCheck replay(Replay replay, Chronicle chronicle)
      throws IOException, ProofException {
    String federation = founding.charter().federation();
    var reader = new FeedReader(client, federation);
    Feed feed = reader.after(replay.log(), Duration.ZERO);
    // Asked for before the rest is read, so that what is read covers it.
    WitnessCheck witnesses = new WitnessCheck(witnessed(federation, feed));
    try (Bar bar = Bar.of("entries", Checkpoint.parse(note(feed).text()).size())) {
      while (true) {
        replay.take(
            feed,
            step -> {
              chronicle.accept(step);
              witnesses.at(replay.log());
              bar.at(replay.log().size());
            });
        if (replay.log().isConfirmed() && feed.newestEpoch() == replay.log().epoch()) {
          return witnesses;
        }
        feed = reader.after(replay.log(), Duration.ZERO);
      }
    }
  }

  private SignedNote witnessed(String federation, Feed feed) throws IOException, ProofException {
    Optional<byte[]> kept = ServedLog.of(client.registry(), federation).file(LogFiles.WITNESSED);
    return kept.isPresent() ? SignedNote.parse(kept.get()) : note(feed);
  }

  private static SignedNote note(Feed feed) throws ProofException {
    return SignedNote.parse(feed.checkpoint().getBytes(StandardCharsets.UTF_8));
  }

  private List<RoundReport> judge(List<RoundTrail> trails) throws IOException {
    Path scratch = Files.createTempDirectory("commonweight-audit");
    try {
      List<RoundReport> reports = new ArrayList<>();
      try (Bar bar = Bar.of("rounds", trails.size())) {
        for (RoundTrail trail : trails) {
          reports.add(judge(trail, scratch));
          bar.at(reports.size());
        }
      }
      return reports;
    } finally {
      delete(scratch);
    }
  }

  private RoundReport judge(RoundTrail trail, Path scratch) throws IOException {
    Optional<Recomputed> recomputed = Optional.empty();
    Optional<String> hindrance = Optional.empty();
    if (trail.inputs().isEmpty()) {
      return new RoundReport(trail, recomputed, hindrance, List.of());
    }
    try {
      recomputed =
          Optional.of(
              new Recomputation(client, founding.charter().federation(), session, scratch)
                  .compute(trail));
    } catch (IncomputableException e) {
      hindrance = Optional.of(String.valueOf(e.getMessage()));
    }
    var judgement =
        new Judgement(trail.round().orElseThrow(), trail.inputs().orElseThrow(), recomputed);
    return new RoundReport(trail, recomputed, hindrance, judgement.findings(trail.aggregates()));
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
