package io.commonweight.federation.round;

import static io.commonweight.federation.FederationFixture.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.NextCharter;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.RoundOpen.Scale;
import io.commonweight.sdk.statement.Statement;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DerivationTest {
  private static final long WEIGHTS_BYTES = 1000;

  private final FederationFixture federation = new FederationFixture(4);
  private final FederationState based = federation.based();
  private final Round round =
      new Round(digest("round"), Derivation.nextRound(based), 0, OptionalLong.of(1));

  @Test
  void stateOfTheOptimizerGoesIntoTheRelease() {
    Release next = next(based, List.of(digest("momentum"), digest("variance")));

    assertThat(next.files())
        .containsExactly(
            new Release.File("README.md", digest("card"), 120),
            new Release.File("config.json", digest("config"), 10),
            new Release.File("model.safetensors", digest("weights"), WEIGHTS_BYTES),
            new Release.File("momentum.safetensors", digest("momentum"), WEIGHTS_BYTES),
            new Release.File("variance.safetensors", digest("variance"), WEIGHTS_BYTES));
  }

  @Test
  void stateOfTheReleaseBeforeIsReplacedOrDropped() {
    FederationState state = after(next(based, List.of(digest("momentum"), digest("variance"))));

    assertThat(next(state, List.of(digest("newer"))).optimizerState())
        .containsExactly(new Release.File("momentum.safetensors", digest("newer"), WEIGHTS_BYTES));
    assertThat(next(state, List.of()).files())
        .extracting(Release.File::path)
        .containsExactly("README.md", "config.json", "model.safetensors");
  }

  @Test
  void scalesAreTheChartersWithItsExceptions() {
    Charter charter = federation.founding().charter();
    Charter.Aggregation plain = charter.aggregation();
    var other =
        new Charter.Aggregation(
            plain.specId(),
            plain.encoding(),
            plain.scaleBits(),
            List.of(new Scale("elsewhere", 9), new Scale("layer.weight", 12)),
            plain.normBound(),
            plain.nodeWeightCap(),
            plain.organizationWeightCap(),
            plain.maxUpdateBytes(),
            plain.rule(),
            plain.optimizer());
    Charter next =
        NextCharter.after(federation.founding()).withAggregation(other).documents().charter();

    RoundOpen open =
        RoundOpen.after(next, digest("charter"), federation.release0(), digest("release"));

    assertThat(open.scales()).containsExactly(new Scale("layer.weight", 12));
    assertThat(round.open().scales()).containsExactly(new Scale("layer.weight", 20));
  }

  private Release next(FederationState state, List<Sha256> optimizerState) {
    return Derivation.nextRelease(
        state,
        round,
        new Aggregate.Result(
            round.id(),
            1,
            digest("inputs"),
            FederationFixture.SPEC_ID,
            List.of(),
            digest("weights"),
            optimizerState),
        new Release.Standing(2, digest("revocations")),
        new Release.File("README.md", digest("card"), 120));
  }

  private FederationState after(Release release) {
    var logged =
        new LoggedRelease(
            release, new Statement(release).digest(), based.size(), List.of(), List.of());
    return based.with(based.history().with(logged));
  }
}
