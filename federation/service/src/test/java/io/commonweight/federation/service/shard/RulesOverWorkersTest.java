package io.commonweight.federation.service.shard;

import static io.commonweight.federation.service.ServiceFederation.blob;
import static io.commonweight.federation.service.ServiceFederation.quanta;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.recompute.CanonicalHeader;
import io.commonweight.federation.round.InputSet;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.service.LoneRound;
import io.commonweight.federation.service.PeerRegistry;
import io.commonweight.federation.service.ServiceFederation;
import io.commonweight.federation.service.Workplace;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Rule.Kind;
import io.commonweight.sdk.statement.Rule.Voters;
import io.commonweight.sdk.weights.Dtype;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What workers make of a round in many shards and steps is what an auditor makes of it alone. */
class RulesOverWorkersTest {
  private static final Optimizer ADAM =
      new Optimizer(
          Optimizer.Kind.ADAM,
          Optional.of(10_000),
          Optional.of(900_000),
          Optional.of(990_000),
          Optional.of(1_000));

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyRuleGivesTheFilesThatAnAuditorComputes(Kind kind) throws Exception {
    var federation = new ServiceFederation(Encoding.I16, rule(kind), ADAM);
    try (var registry = new PeerRegistry(federation);
        var workplace = new Workplace(registry, folder, 1)) {
      registry.open();
      for (int i = 1; i <= 4; i++) {
        registry.submit(i, blob(Encoding.I16, quanta(i)));
      }
      workplace.startWorker();
      workplace.startWorker();
      Round round = registry.closeRound();
      InputSet inputs = InputSet.of(registry.state(), round);

      Aggregate aggregate = workplace.coordinator(9_999).compute(registry.state(), round, inputs);

      List<Sha256> expected =
          new LoneRound(round, inputs, folder)
                  .files(List.of(federation.files().getFirst()), i -> blob(Encoding.I16, quanta(i)))
                  .stream()
                  .map(Sha256::of)
                  .toList();
      assertThat(aggregate.rejected()).isEmpty();
      assertThat(aggregate.outputDigest()).isEqualTo(expected.getFirst());
      assertThat(aggregate.optimizerState()).isEqualTo(expected.subList(1, 3));
      assertThat(aggregate.outputDigest()).isNotEqualTo(round.open().base());
    }
  }

  @Test
  void tooFewVotersLeaveTheWeightsAndStartTheStatesAtZero() throws Exception {
    var federation = new ServiceFederation(Encoding.I16, rule(Kind.KRUM), ADAM);
    try (var registry = new PeerRegistry(federation);
        var workplace = new Workplace(registry, folder, 1)) {
      registry.open();
      registry.submit(1, blob(Encoding.I16, quanta(1)));
      registry.submit(2, blob(Encoding.I16, quanta(2)));
      Round round = registry.closeRound();

      Aggregate aggregate =
          workplace
              .coordinator(9_999)
              .compute(registry.state(), round, InputSet.of(registry.state(), round));

      Path zeros = Files.createFile(folder.resolve("zeros"));
      CanonicalHeader.of(federation.release0().tensors(), Dtype.F32).writeZeros(zeros);
      assertThat(Files.size(zeros)).isEqualTo(federation.release0().weights().bytes());
      assertThat(aggregate.outputDigest()).isEqualTo(round.open().base());
      assertThat(aggregate.optimizerState()).containsExactly(Sha256.of(zeros), Sha256.of(zeros));
    }
  }

  private static Rule rule(Kind kind) {
    boolean isClipped = kind == Kind.CLIPPED_MEAN || kind == Kind.CENTRED_CLIPPING;
    boolean isMean = kind == Kind.MEAN || kind == Kind.CLIPPED_MEAN;
    return new Rule(
        kind,
        isMean ? Voters.NODE : Voters.ORGANIZATION,
        kind == Kind.TRIMMED_MEAN ? 1 : 0,
        kind == Kind.MULTI_KRUM ? Optional.of(2) : Optional.empty(),
        isClipped ? Optional.of("200000000000") : Optional.empty(),
        kind == Kind.CENTRED_CLIPPING ? Optional.of(2) : Optional.empty());
  }
}
