package io.commonweight.federation.round;

import static io.commonweight.federation.FederationFixture.rootKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.FederationFixture;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CharterChainTest {
  private final FederationFixture federation = new FederationFixture(4);
  private final Charter first = federation.founding().charter();
  private final LoggedCharter founding =
      new LoggedCharter(first, federation.founding().charterDigest(), 2, List.of(0L, 1L, 2L));

  @Test
  void chainBeginsWhenTheFirstCharterIsRatified() {
    FederationState state = FederationState.founding(federation.founding());

    assertThat(vote(state, first, 1, 2).charters()).isEmpty();
    assertThat(vote(state, first, 1, 2, 3).charters()).containsExactly(founding);
  }

  @Test
  void stragglersAreNoPartOfIt() {
    FederationState state = FederationState.founding(federation.founding());

    assertThat(vote(state, first, 1, 2, 3, 4).charters()).containsExactly(founding);
  }

  @Test
  void charterThatFollowsIsAddedWithItsOwnVotes() {
    FederationState state = vote(FederationState.founding(federation.founding()), first, 1, 2, 3);
    Charter next = next(1);

    FederationState later = vote(vote(vote(state, next, 1), next(2), 2), next, 3, 4);

    Sha256 digest = new Statement(next).digest();
    assertThat(later.charters())
        .containsExactly(founding, new LoggedCharter(next, digest, 6, List.of(3L, 5L, 6L)));
  }

  private FederationState vote(FederationState state, Charter charter, int... organizations) {
    FederationState next = state;
    for (int i : organizations) {
      next = federation.then(next, charter, rootKey(i));
    }
    return next;
  }

  private Charter next(int secondsLater) {
    return new Charter(
        first.federation(),
        2,
        Optional.of(federation.founding().charterDigest()),
        first.expires() + secondsLater,
        first.log(),
        first.keys(),
        first.members(),
        first.quorum(),
        first.witnesses(),
        first.policy(),
        first.profile(),
        first.privacy(),
        first.gate(),
        first.aggregation(),
        first.rounds());
  }
}
