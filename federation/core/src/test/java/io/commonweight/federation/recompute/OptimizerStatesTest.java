package io.commonweight.federation.recompute;

import static io.commonweight.federation.FederationFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.FederationState;
import io.commonweight.sdk.statement.Optimizer.Kind;
import io.commonweight.sdk.statement.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptimizerStatesTest {
  private final FederationFixture federation = new FederationFixture(4);

  @ParameterizedTest
  @EnumSource
  void onlyTheSameKindGoesOnFromWhatWasWritten(Kind kind) {
    Release base = with(federation.release0(), kind.hasVariance() ? 2 : 1);
    for (Kind made : Kind.values()) {
      assertThat(OptimizerStates.of(base, Optional.of(made), kind))
          .isEqualTo(made == kind ? base.optimizerState() : List.of());
    }
  }

  @Test
  void theFirstRoundStartsFromZeros() {
    FederationState state = federation.open(federation.based());

    assertThat(OptimizerStates.before(state, state.openRound().orElseThrow().open())).isEmpty();
    assertThat(OptimizerStates.of(federation.release0(), Optional.empty(), Kind.ADAM)).isEmpty();
  }

  private static Release with(Release release, int states) {
    List<Release.File> files = new ArrayList<>(release.files());
    for (String path : Release.OPTIMIZER_STATE.subList(0, states)) {
      files.add(new Release.File(path, digest(path), release.weights().bytes()));
    }
    return new Release(
        release.charter(),
        release.policy(),
        1,
        Optional.of(digest("release-0")),
        Optional.of(digest("round-1")),
        release.standing(),
        files,
        release.tensors());
  }
}
