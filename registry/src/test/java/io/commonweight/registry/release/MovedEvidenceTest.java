package io.commonweight.registry.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.round.LoggedRelease;
import io.commonweight.registry.log.FederationLog;
import io.commonweight.registry.log.LostSequencer;
import io.commonweight.registry.log.TestLogs;
import io.commonweight.registry.release.ReleaseEvidence.Since;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.evidence.Evidence;
import io.commonweight.sdk.evidence.LoggedEntry;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.statement.Charter.Cut;
import io.commonweight.sdk.verify.Check;
import io.commonweight.sdk.verify.Demands;
import io.commonweight.sdk.verify.Demands.Wanted;
import io.commonweight.sdk.verify.Floor;
import io.commonweight.sdk.verify.ReleaseVerifier;
import io.commonweight.sdk.verify.Verification;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evidence of releases of a federation that has moved from one log to another, twice. */
class MovedEvidenceTest {
  @TempDir Path folder;

  private LostSequencer lost;
  private FederationLog log;
  private Checkpoint second;

  @BeforeEach
  void moveTwiceAndFinishTheRound() throws Exception {
    lost = new LostSequencer(folder);
    Founding charter2 = lost.second(lost.last().size());
    TestLogs moved = lost.sequencedAfter(List.of(charter2));
    log = moved.log();
    try (TestLogs.Running writer = moved.start(log)) {
      lost.sayAll(writer, charter2.charter(), "root");
      writer.append(lost.lostUpdate());
      second = log.view().checkpoint();
      log.publishWitnessed(LostSequencer.cosigned(log.view()));
    }
    Founding charter3 = lost.next(charter2, new Cut(second.size(), second.root()));
    TestLogs again = lost.sequencedAfter(List.of(charter2, charter3));
    log = again.log();
    try (TestLogs.Running writer = again.start(log)) {
      lost.sayAll(writer, charter3.charter(), "root");
      lost.finishRound(writer, log);
      log.publishWitnessed(LostSequencer.cosigned(log.view()));
    }
  }

  @Test
  void releaseOfTheNewestLogVerifiesOffline() throws Exception {
    Verification verification =
        verify(Wanted.LATEST, Optional.empty(), evidence(1, Optional.empty()));

    assertThat(verification.checks()).allMatch(Check::passed);
    assertThat(verification.release().orElseThrow().checkpoint())
        .isEqualTo(log.view().checkpoint());
  }

  @Test
  void releaseOfALogThatWasLeftVerifiesOffline() throws Exception {
    Verification verification = verify(Wanted.ANY, Optional.empty(), evidence(0, Optional.empty()));

    assertThat(verification.checks()).allMatch(Check::passed);
    assertThat(verification.release().orElseThrow().release().sequence()).isZero();
  }

  @Test
  void clientThatSawAnEarlierLogSeesItGrowToWhereItWasLeft() throws Exception {
    Checkpoint early = treeOf(1, 5);

    Verification verification =
        verify(
            Wanted.LATEST,
            Optional.of(floor(early)),
            evidence(1, Optional.of(new Since(early.origin(), early.size()))));

    assertThat(verification.checks()).allMatch(Check::passed);
    assertThat(said(verification))
        .isEqualTo(
            "grown from 5 to %d entries, where the federation left it"
                .formatted(lost.last().size()));
  }

  @Test
  void clientThatSawTheEndOfALogSeesNoOther() throws Exception {
    Verification verification =
        verify(Wanted.LATEST, Optional.of(floor(second)), evidence(1, Optional.empty()));

    assertThat(said(verification))
        .isEqualTo(
            "the state of size %d seen before, where the federation left it"
                .formatted(second.size()));
  }

  @Test
  void clientThatSawMoreThanWasKeptIsTold() throws Exception {
    var more = new Checkpoint(second.origin(), second.size() + 1, second.root());

    Verification verification =
        verify(Wanted.LATEST, Optional.of(floor(more)), evidence(1, Optional.empty()));

    assertThat(verification.release()).isEmpty();
    assertThat(said(verification))
        .contains("the federation left log registry-2.example/lost at " + second.size());
  }

  @Test
  void historyThatWasNotLeftThereIsAFork() throws Exception {
    var other = new Checkpoint(second.origin(), second.size(), lost.last().root());

    Verification verification =
        verify(Wanted.LATEST, Optional.of(floor(other)), evidence(1, Optional.empty()));

    assertThat(said(verification)).startsWith("the log was forked");
  }

  @Test
  void entryOfAnEarlierLogMustLeadToWhereThatWasLeft() throws Exception {
    Evidence evidence = evidence(1, Optional.empty());
    var swapped =
        new Evidence(
            evidence.charters(),
            evidence.checkpoint(),
            evidence.release(),
            evidence.proofs(),
            evidence.delegations().reversed(),
            evidence.aggregates(),
            evidence.revocations(),
            evidence.tail(),
            evidence.consistency());
    assertThat(verify(Wanted.LATEST, Optional.empty(), swapped).release()).isPresent();

    var first = evidence.delegations().getFirst();
    var moved = new LoggedEntry(first.envelope(), evidence.delegations().getLast().proof());
    var forged =
        new Evidence(
            evidence.charters(),
            evidence.checkpoint(),
            evidence.release(),
            evidence.proofs(),
            List.of(moved),
            evidence.aggregates(),
            evidence.revocations(),
            evidence.tail(),
            evidence.consistency());
    assertThat(verify(Wanted.LATEST, Optional.empty(), forged).release()).isEmpty();
  }

  private Evidence evidence(int sequence, Optional<Since> since) throws Exception {
    LoggedRelease release = log.view().state().releases().get(sequence);
    return Evidence.parse(new ReleaseEvidence(log, release).gather(since).encode());
  }

  private Checkpoint treeOf(int epoch, long size) throws Exception {
    FederationLog left = log.of(epoch);
    return new Checkpoint(left.federation().origin(), size, left.treeAt(left.view(), size).root());
  }

  private Floor floor(Checkpoint seen) {
    LoggedRelease base = log.view().state().releases().getFirst();
    return new Floor(0, base.digest(), 1, seen, 0);
  }

  private Verification verify(Wanted wanted, Optional<Floor> floor, Evidence evidence) {
    return new ReleaseVerifier(
            lost.federation().founding().charterDigest(),
            lost.federation().founding().charter().policy(),
            Demands.of(wanted),
            floor,
            Clock.fixed(LostSequencer.WITNESSED, ZoneOffset.UTC))
        .verify(evidence.encode());
  }

  private static String said(Verification verification) {
    return verification.checks().stream()
        .filter(check -> check.step() == Check.Step.CONSISTENCY)
        .findFirst()
        .orElseThrow()
        .detail();
  }
}
