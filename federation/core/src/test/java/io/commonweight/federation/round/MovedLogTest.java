package io.commonweight.federation.round;

import static io.commonweight.federation.FederationFixture.aggregatorKey;
import static io.commonweight.federation.FederationFixture.rootKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.MovedCharter;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.Refusal;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Cut;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.RoundClose;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sequencer is lost, and the federation goes on in another log. */
class MovedLogTest {
  private static final String ORIGIN = "registry-b.example/tabletop";
  private static final Instant TIME = Instant.ofEpochSecond(FederationFixture.ISSUED);

  private final FederationFixture federation = new FederationFixture(4);
  private final List<Bytes> old = new ArrayList<>();
  private final List<Bytes> fresh = new ArrayList<>();
  private FederationState state = FederationState.founding(federation.founding());

  @BeforeEach
  void openARound() {
    for (int i = 1; i <= 3; i++) {
      say(old, state.charter(), rootKey(i));
    }
    for (int i = 1; i <= 4; i++) {
      for (Predicate delegation : FederationFixture.delegations(i)) {
        say(old, delegation, rootKey(i));
      }
    }
    for (int i = 1; i <= 4; i++) {
      say(old, federation.release0(), rootKey(i));
    }
    for (int i = 1; i <= 3; i++) {
      say(old, Derivation.nextRound(state), aggregatorKey(i));
    }
  }

  @Test
  void roundThatWasOpenInTheOldLogIsClosedInTheNew() throws Exception {
    VerifiedLog followed = follow(old.size());
    Round round = state.openRound().orElseThrow();
    move(old.size());
    for (int i = 1; i <= 3; i++) {
      say(fresh, new RoundClose(round.id()), aggregatorKey(i));
    }

    VerifiedLog log = followed.extend(feed(2, 0, fresh), this::keys);

    assertThat(log.epoch()).isEqualTo(2);
    assertThat(log.size()).isEqualTo(1 + 3 + 3);
    assertThat(log.isConfirmed()).isTrue();
    assertThat(log.state()).isEqualTo(state);
    assertThat(state.phase()).isInstanceOf(Phase.Aggregating.class);
    assertThat(state.rounds().getLast().cutoff()).hasValue(old.size() + 1 + 3 + 2);
  }

  @Test
  void newLogCountsForNothingUntilAQuorumHasRatifiedIt() {
    VerifiedLog followed = follow(old.size());
    move(old.size());
    List<Bytes> unratified = fresh.subList(0, 3);

    assertThatThrownBy(() -> followed.extend(feed(2, 0, unratified), this::keys))
        .isInstanceOf(IOException.class)
        .hasMessage("the charter that moves the federation to log 2 is not ratified yet");
  }

  @Test
  void whoHasSeenMoreThanWasKeptBeginsAgain() throws Exception {
    Round round = state.openRound().orElseThrow();
    FederationState kept = state;
    int cut = old.size();
    say(old, new RoundClose(round.id()), aggregatorKey(1));
    VerifiedLog ahead = follow(old.size());
    state = kept;
    move(cut);

    assertThatThrownBy(() -> ahead.extend(feed(2, 0, fresh), this::keys))
        .isInstanceOf(LogMovedException.class);
    assertThat(follow(cut).extend(feed(2, 0, fresh), this::keys).state()).isEqualTo(state);
  }

  @Test
  void whoHasSeenLessAsksForTheRestFirst() {
    VerifiedLog behind = follow(old.size() - 1);
    move(old.size());

    assertThatThrownBy(() -> behind.extend(feed(2, 0, fresh), this::keys))
        .isInstanceOf(IOException.class)
        .hasMessage("the registry holds back the end of log 1");
  }

  @Test
  void newLogThatFollowsACheckpointNobodyHasWitnessedIsRefused() {
    VerifiedLog followed = follow(old.size());
    move(old.size());
    SignedNote unwitnessed = end(old.size()).sign(FederationFixture.logKey(), TIME);
    fresh.set(0, Bytes.utf8(unwitnessed.encode()));

    assertThatThrownBy(() -> followed.extend(feed(2, 0, fresh), this::keys))
        .isInstanceOf(ProofException.class)
        .hasMessageContaining("3 of 3 organizations are required");
  }

  @Test
  void newLogThatFollowsAnotherHistoryIsRefused() {
    VerifiedLog followed = follow(old.size());
    move(old.size());
    var forged =
        new Checkpoint(
            federation.founding().charter().log().origin(),
            old.size(),
            FederationFixture.digest("another history"));
    fresh.set(0, witnessed(forged));

    assertThatThrownBy(() -> followed.extend(feed(2, 0, fresh), this::keys))
        .hasMessageContaining("forked");
  }

  @Test
  void newLogTakesNothingButVotesForItsCharterAtFirst() {
    FederationState moved = state.moved(end(old.size()));
    SignedStatement close =
        verify(moved, new RoundClose(state.openRound().orElseThrow().id()), aggregatorKey(1));

    assertThat(moved.judge(close).map(Refusal::detail))
        .hasValue("this log waits for a charter of epoch 2 that follows its first entry");
  }

  @Test
  void charterThatMovesTheLogIsNotVotedForInTheOldOne() {
    SignedStatement vote = verify(state, next(old.size()).charter(), rootKey(1));

    assertThat(state.judge(vote).map(Refusal::detail))
        .hasValue("a charter that moves the log is voted for in the log it moves to");
  }

  @Test
  void charterThatCutsTheOldLogElsewhereIsRefused() {
    FederationState moved = state.moved(end(old.size()));
    SignedStatement vote = verify(moved, next(old.size() - 1).charter(), rootKey(1));

    assertThat(moved.judge(vote)).isPresent();
  }

  private void move(int cut) {
    Checkpoint last = end(cut);
    fresh.add(witnessed(last));
    state = state.moved(last);
    Charter charter = next(cut).charter();
    for (int i = 2; i <= 4; i++) {
      say(fresh, charter, rootKey(i));
    }
  }

  /** As it was last witnessed: by all three that are not the sequencer's own. */
  private static Bytes witnessed(Checkpoint checkpoint) {
    SignedNote note = checkpoint.sign(FederationFixture.logKey(), TIME);
    for (int i = 2; i <= 4; i++) {
      note = note.with(checkpoint.cosign(FederationFixture.witnessKey(i), TIME));
    }
    return Bytes.utf8(note.encode());
  }

  private Checkpoint end(int cut) {
    return new Checkpoint(
        federation.founding().charter().log().origin(), cut, tree(old.subList(0, cut)).root());
  }

  private Founding next(int cut) {
    return MovedCharter.after(
        federation.founding(), ORIGIN, new Cut(cut, tree(old.subList(0, cut)).root()));
  }

  private Optional<KeySet> keys(Sha256 digest) {
    return Optional.of(next(old.size()).keys()).filter(keys -> keys.digest().equals(digest));
  }

  private void say(List<Bytes> log, Predicate predicate, HybridKey key) {
    SignedStatement signed = verify(state, predicate, key);
    log.add(Bytes.of(signed.envelope().encode()));
    state = state.apply(state.size(), signed);
  }

  private SignedStatement verify(FederationState before, Predicate predicate, HybridKey key) {
    try {
      return before.directory().verify(FederationFixture.sign(predicate, key), this::keys);
    } catch (RefusedException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private VerifiedLog follow(int size) {
    try {
      return VerifiedLog.founding(federation.founding())
          .extend(feed(1, 0, old.subList(0, size)), this::keys);
    } catch (Exception e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  private static Feed feed(int epoch, long from, List<Bytes> entries) {
    Frontier tree = tree(entries);
    CosignerKey key = epoch == 1 ? FederationFixture.logKey() : MovedCharter.logKey(ORIGIN, 2);
    return new Feed(
        epoch,
        epoch,
        from,
        entries,
        new Checkpoint(key.name(), tree.size(), tree.root()).sign(key, TIME).encode());
  }

  private static Frontier tree(List<Bytes> entries) {
    Frontier tree = Frontier.EMPTY;
    for (Bytes entry : entries) {
      tree = tree.append(MerkleTree.leafHash(entry.toArray()));
    }
    return tree;
  }
}
