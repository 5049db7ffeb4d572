package io.commonweight.federation.charter;

import static io.commonweight.federation.FederationFixture.rootKey;
import static io.commonweight.federation.FederationFixture.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.FederationState;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.LogIdentity;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Threshold;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Quorum;
import io.commonweight.sdk.statement.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Fifty organizations with hybrid keys, each with a witness: n = 50, f = 16, k = 34. */
class FiftyOrganizationsTest {
  /** What a charter says of other things than its members. */
  private static final Charter TEMPLATE = new FederationFixture(2).founding().charter();

  private static final Founding FIRST = charter(1, Optional.empty(), range(1, 50));
  private static final Founding SECOND =
      charter(2, Optional.of(FIRST.charterDigest()), replaced(16));

  private static FederationState founded;

  @BeforeAll
  static void thirtyFourFound() throws RefusedException {
    founded = votes(FederationState.founding(FIRST), FIRST, range(1, 34));
  }

  @Test
  void charterFitsALogEntry() throws JsonException {
    Envelope signed = sign(FIRST.charter(), rootKey(1));

    assertThat(signed.encode().length).isLessThanOrEqualTo(Envelope.MAX_BYTES);
    assertThat(Statement.parse(Envelope.parse(signed.encode())).predicate())
        .isEqualTo(FIRST.charter());
    assertThat(Founding.of(FIRST.payload().toArray(), FIRST.keys().encode()).charterDigest())
        .isEqualTo(FIRST.charterDigest());
  }

  @Test
  void charterSaysWhatItTolerates() {
    Quorum organizations = FIRST.charter().organizationQuorum();

    assertThat(organizations).isEqualTo(new Quorum(50, 16, 34));
    assertThat(organizations.toleratesLiars()).isEqualTo(17);
    assertThat(organizations.toleratesAbsences()).isEqualTo(16);
    assertThat(FIRST.charter().witnessQuorum()).isEqualTo(new Quorum(49, 16, 33));
  }

  @Test
  void moreWitnessesThanANoteHasLinesForAreRefused() {
    assertThatThrownBy(() -> charter(1, Optional.empty(), range(1, 51)))
        .hasMessageContaining("witnesses is 50, must be 0 to 49");
  }

  @Test
  void thirtyFourPutItInForce() throws RefusedException {
    FederationState state = votes(FederationState.founding(FIRST), FIRST, range(1, 33));
    assertThat(state.directory().succession().isFounded()).isFalse();

    assertThat(votes(state, FIRST, List.of(50)).directory().succession().isFounded()).isTrue();
  }

  @Test
  void sixteenAreReplacedOnceBothThresholdsAreMet() throws RefusedException {
    FederationState state = votes(founded, SECOND, range(1, 33));
    state = votes(state, SECOND, List.of(50)); // who goes: 34 of the old, 33 of the new
    assertThat(state.charter().version()).isEqualTo(1);

    state = votes(state, SECOND, List.of(51)); // who comes

    assertThat(state.charter()).isEqualTo(SECOND.charter());
    assertThat(state.directory().charterDigest()).isEqualTo(SECOND.charterDigest());
  }

  @Test
  void whoComesCountsForTheNewCharterOnly() throws RefusedException {
    FederationState state = votes(founded, SECOND, range(51, 66));
    state = votes(state, SECOND, range(1, 33)); // 33 of the old, 49 of the new
    assertThat(state.charter().version()).isEqualTo(1);

    assertThat(votes(state, SECOND, List.of(34)).charter().version()).isEqualTo(2);
  }

  @Test
  void seventeenAreNotReplacedAtOnce() throws RefusedException {
    Founding next = charter(2, Optional.of(FIRST.charterDigest()), replaced(17));

    assertThat(founded.directory().judge(next))
        .hasValueSatisfying(
            refusal ->
                assertThat(refusal.detail())
                    .isEqualTo("17 organizations change, at most 16 may at a time"));
  }

  @Test
  void whatOneRootKeySignsIsNotAnothersVote() {
    Envelope signed = sign(FIRST.charter(), rootKey(1));
    Envelope claimed =
        new Envelope(
            signed.payloadType(),
            signed.payload(),
            List.of(
                new Envelope.Signature(
                    rootKey(2).ed25519().fingerprint().hex(),
                    signed.signatures().getFirst().signature()),
                signed.signatures().getLast()));

    assertThatThrownBy(
            () ->
                FederationState.founding(FIRST)
                    .directory()
                    .verify(claimed, FiftyOrganizationsTest::keys))
        .isInstanceOf(RefusedException.class);
  }

  private static FederationState votes(
      FederationState state, Founding charter, List<Integer> organizations)
      throws RefusedException {
    FederationState next = state;
    for (int i : organizations) {
      Envelope vote = sign(charter.charter(), rootKey(i));
      next = next.apply(next.size(), next.directory().verify(vote, FiftyOrganizationsTest::keys));
    }
    return next;
  }

  private static Optional<KeySet> keys(Sha256 digest) {
    return List.of(FIRST, SECOND).stream()
        .map(Founding::keys)
        .filter(set -> set.digest().equals(digest))
        .findFirst();
  }

  /** The fifty, of which the last so many have made room for others. */
  private static List<Integer> replaced(int count) {
    List<Integer> organizations = new ArrayList<>(range(1, 50 - count));
    organizations.addAll(range(51, 50 + count));
    return organizations;
  }

  private static List<Integer> range(int first, int last) {
    return IntStream.rangeClosed(first, last).boxed().toList();
  }

  private static Founding charter(
      int version, Optional<Sha256> previous, List<Integer> organizations) {
    List<VerifyingKey> keys = new ArrayList<>();
    var log = FederationFixture.pair("log", keys);
    List<Member> members =
        organizations.stream()
            .map(i -> FederationFixture.member(i, keys))
            .sorted(Comparator.comparing(Member::name))
            .toList();
    KeySet set = KeySet.of(keys);
    var charter =
        new Charter(
            TEMPLATE.federation(),
            version,
            previous,
            TEMPLATE.expires(),
            new LogIdentity(
                TEMPLATE.log().origin(), 1, TEMPLATE.log().sequencer(), log, Optional.empty()),
            set.digest(),
            members,
            Threshold.of(members.size()),
            Threshold.of(members.size() - 1),
            TEMPLATE.policy(),
            TEMPLATE.profile(),
            TEMPLATE.privacy(),
            TEMPLATE.gate(),
            TEMPLATE.aggregation(),
            TEMPLATE.rounds());
    try {
      return Founding.of(new Statement(charter).encode(), set.encode());
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }
}
