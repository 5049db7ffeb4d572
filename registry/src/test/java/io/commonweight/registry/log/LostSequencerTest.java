package io.commonweight.registry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.VerifiedLog;
import io.commonweight.registry.federation.Federation;
import io.commonweight.registry.problem.RegistryException;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.LogProof;
import io.commonweight.sdk.statement.Charter.Cut;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The registry that sequenced a log is gone, with its keys, in the middle of a round: another one
 * goes on from what it has stored of the log.
 */
class LostSequencerTest {
  @TempDir Path folder;

  private LostSequencer lost;

  @BeforeEach
  void loseTheSequencerInTheMiddleOfARound() throws Exception {
    lost = new LostSequencer(folder.resolve("stored"));
  }

  @Test
  void roundIsCompletedInTheNextLogAndBothLogsVerifyFromScratch() throws Exception {
    Founding charter = lost.second(lost.last().size());
    TestLogs moved = lost.sequencedAfter(List.of(charter));
    FederationLog log = moved.log();
    try (TestLogs.Running writer = moved.start(log)) {
      assertThat(log.ratified().federation().epoch()).isEqualTo(1);
      assertThatThrownBy(() -> writer.append(lost.lostUpdate()))
          .isInstanceOf(RegistryException.class)
          .hasMessageContaining("waits for a charter of epoch 2");
      lost.sayAll(writer, charter.charter(), "root");
      assertThat(log.ratified()).isSameAs(log);
      assertThat(log.view().state().updates()).hasSize(1);

      LogProof receipt =
          LogProof.parse(writer.append(lost.lostUpdate()).getBytes(StandardCharsets.UTF_8));
      receipt.verify(lost.lostUpdate().encode(), LostSequencer.logKey(2).verifyingKey());
      lost.finishRound(writer, log);
    }

    FederationState state = log.view().state();
    assertThat(state.updates()).hasSize(2);
    assertThat(state.releases()).hasSize(2);
    assertThat(fromScratch(log).state()).isEqualTo(state);
    FederationLog restarted = moved.log();
    restarted.open(restarted.keySets()).orElseThrow().close();
    assertThat(restarted.before().orElseThrow().view().size()).isEqualTo(lost.last().size());
    try (TestLogs.Running _ = moved.start(restarted)) {
      assertThat(restarted.view()).isEqualTo(log.view());
    }
  }

  @Test
  void federationCanBeMovedAgain() throws Exception {
    Founding second = lost.second(lost.last().size());
    TestLogs moved = lost.sequencedAfter(List.of(second));
    FederationLog log = moved.log();
    Checkpoint cut;
    try (TestLogs.Running writer = moved.start(log)) {
      lost.sayAll(writer, second.charter(), "root");
      cut = log.view().checkpoint();
      log.publishWitnessed(LostSequencer.cosigned(log.view()));
      writer.append(lost.lostUpdate());
    }
    Founding third = lost.next(second, new Cut(cut.size(), cut.root()));
    TestLogs again = lost.sequencedAfter(List.of(second, third));
    FederationLog newest = again.log();
    try (TestLogs.Running writer = again.start(newest)) {
      lost.sayAll(writer, third.charter(), "root");
      assertThat(newest.view().state().updates()).hasSize(1);
      writer.append(lost.lostUpdate());
      lost.finishRound(writer, newest);
    }

    FederationState state = newest.view().state();
    assertThat(state.epoch().number()).isEqualTo(3);
    assertThat(state.epoch().start()).isEqualTo(lost.last().size() + cut.size());
    assertThat(state.updates()).hasSize(2);
    assertThat(state.releases()).hasSize(2);
    assertThat(fromScratch(newest).state()).isEqualTo(state);
    assertThat(newest.of(1).view().size()).isEqualTo(lost.last().size());
  }

  @Test
  void mirrorThatLacksTheOldLogFetchesWhatCountsOfIt() throws Exception {
    Founding charter = lost.second(lost.last().size());
    TestLogs moved = lost.sequencedAfter(List.of(charter));
    FederationLog log = moved.log();
    try (TestLogs.Running writer = moved.start(log)) {
      lost.sayAll(writer, charter.charter(), "root");
    }
    var mirrored =
        new Federation(
            lost.federation().name(),
            lost.federation().founding(),
            List.of(charter),
            new Federation.Elsewhere(URI.create("http://localhost")));
    var copies = new TestLogs(mirrored, folder.resolve("mirror"));
    FederationLog copy = copies.log();

    try (LogStore store =
        copy.open(copy.keySets(), (epoch, from) -> feed(log.of(epoch), from)).orElseThrow()) {
      assertThat(store.size()).isZero();
    }

    FederationLog old = copy.before().orElseThrow();
    assertThat(old.view()).isEqualTo(log.before().orElseThrow().view());
    assertThat(old.entries(old.view(), 0, 1000)).isEqualTo(log.of(1).entries(old.view(), 0, 1000));
    FederationLog restarted = copies.log();
    restarted.open(restarted.keySets()).orElseThrow().close();
    assertThat(restarted.before().orElseThrow().view()).isEqualTo(old.view());
  }

  @Test
  void otherEntriesThanTheCharterCutsTheOldLogAtAreNotTaken() throws Exception {
    Founding charter = lost.second(lost.last().size());
    TestLogs moved = lost.sequencedAfter(List.of(charter));
    FederationLog log = moved.log();
    moved.start(log).close();
    var elsewhere =
        new Federation(
            lost.federation().name(),
            lost.federation().founding(),
            List.of(charter),
            new Federation.Elsewhere(URI.create("http://localhost")));
    FederationLog copy = new TestLogs(elsewhere, folder.resolve("mirror")).log();

    assertThatThrownBy(
            () ->
                copy.open(
                    copy.keySets(),
                    (epoch, from) -> {
                      Feed feed = feed(log.of(epoch), from);
                      return new Feed(epoch, 2, from, feed.entries().reversed(), feed.checkpoint());
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it was left at");
  }

  @Test
  void entriesAreFoundByTheirPlaceInWhicheverLogTheyAre() throws Exception {
    Founding charter = lost.second(lost.last().size());
    TestLogs moved = lost.sequencedAfter(List.of(charter));
    FederationLog log = moved.log();
    try (TestLogs.Running writer = moved.start(log)) {
      lost.sayAll(writer, charter.charter(), "root");
      writer.append(lost.lostUpdate());
    }

    LogView view = log.view();
    long first = lost.last().size();
    assertThat(log.entryAt(view, first - 1)).isEqualTo(Bytes.of(lost.witnessedUpdate().encode()));
    assertThat(log.entryAt(view, first))
        .isEqualTo(Bytes.of(log.before().get().view().note().bytes()));
    assertThat(log.entryAt(view, first + 4)).isEqualTo(Bytes.of(lost.lostUpdate().encode()));
  }

  @Test
  void logIsNotGoneOnWithFromWhatWasNotWitnessed() throws Exception {
    FederationLog log = lost.sequencedAfter(List.of(lost.second(lost.last().size() + 1))).log();

    assertThatThrownBy(() -> log.open(log.keySets()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not its last witnessed checkpoint");
    assertThat(log.viewIfAny()).isEmpty();
  }

  private static Feed feed(FederationLog log, long from) {
    LogView view = log.view();
    return new Feed(
        log.federation().epoch(), 3, from, log.entries(view, from, 1000), log.note(view).encode());
  }

  /** What the logs say, read from the first to the last. */
  private VerifiedLog fromScratch(FederationLog log) throws Exception {
    VerifiedLog verified = VerifiedLog.founding(lost.federation().founding());
    for (int epoch = 1; epoch <= log.federation().epoch(); epoch++) {
      verified = verified.extend(feed(log.of(epoch), 0), log.keySets());
      assertThat(verified.isConfirmed()).isTrue();
    }
    return verified;
  }
}
