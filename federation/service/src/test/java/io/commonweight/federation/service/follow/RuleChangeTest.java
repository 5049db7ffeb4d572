package io.commonweight.federation.service.follow;

import static io.commonweight.federation.service.ServiceFederation.blob;
import static io.commonweight.federation.service.ServiceFederation.quanta;
import static io.commonweight.federation.service.follow.Followers.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.service.LoneRound;
import io.commonweight.federation.service.PeerRegistry;
import io.commonweight.federation.service.ServiceFederation;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Rule.Voters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Aggregators go on by themselves when a charter changes how rounds compute. */
class RuleChangeTest {
  private static final Rule MEDIAN =
      new Rule(
          Rule.Kind.MEDIAN, Voters.NODE, 1, Optional.empty(), Optional.empty(), Optional.empty());

  @TempDir private Path folder;

  @Test
  void openRoundEndsByItsOwnRuleAndTheNextStartsByTheNewOne() throws Exception {
    var federation = new ServiceFederation(Encoding.I32, Rule.mean(), nesterov());
    Charter next = federation.successor(Encoding.I16, MEDIAN, adam());
    try (var registry = new PeerRegistry(federation);
        var followers = new Followers(federation, registry, folder)) {
      for (int i = 1; i <= 3; i++) {
        followers.start(i);
      }
      await(() -> registry.state().openRound().isPresent());
      for (int i = 1; i <= 3; i++) {
        registry.append(next, FederationFixture.rootKey(i));
      }
      for (int i = 1; i <= 4; i++) {
        registry.submit(i, blob(Encoding.I32, quanta(i)));
      }
      await(() -> registry.state().openRound().filter(r -> r.number() == 2).isPresent());
      for (int i = 1; i <= 4; i++) {
        registry.submit(i, blob(Encoding.I16, quanta(10 + i)));
      }
      await(() -> registry.state().releases().size() == 3);

      FederationState state = registry.state();
      assertThat(state.rounds().getLast().open().charter())
          .isEqualTo(state.directory().charterDigest());
      List<byte[]> first = alone(state, 1, List.of(federation.files().getFirst()));
      assertThat(files(state, 1)).containsExactlyElementsOf(digests(first)).hasSize(2);
      // Momentum that Nesterov's form has left is no momentum for Adam.
      List<byte[]> second = alone(state, 2, List.of(first.getFirst()));
      assertThat(files(state, 2)).containsExactlyElementsOf(digests(second)).hasSize(3);
    }
  }

  private List<byte[]> alone(FederationState state, int number, List<byte[]> old)
      throws IOException {
    Round round = state.rounds().get(number - 1);
    Encoding encoding = round.open().encoding();
    return new LoneRound(round, InputSet.of(state, round), folder)
        .files(old, i -> blob(encoding, quanta((number - 1) * 10L + i)));
  }

  /** The digests of the weights and the states of a release. */
  private static List<Sha256> files(FederationState state, int sequence) {
    Release release = state.releases().get(sequence).release();
    return List.of(Release.WEIGHTS, "momentum.safetensors", "variance.safetensors").stream()
        .flatMap(path -> release.file(path).stream())
        .map(Release.File::sha256)
        .toList();
  }

  private static List<Sha256> digests(List<byte[]> files) {
    return files.stream().map(Sha256::of).toList();
  }

  private static Optimizer nesterov() {
    return new Optimizer(
        Optimizer.Kind.NESTEROV,
        Optional.of(700_000),
        Optional.of(900_000),
        Optional.empty(),
        Optional.empty());
  }

  private static Optimizer adam() {
    return new Optimizer(
        Optimizer.Kind.ADAM,
        Optional.of(10_000),
        Optional.of(900_000),
        Optional.of(990_000),
        Optional.of(1_000));
  }
}
