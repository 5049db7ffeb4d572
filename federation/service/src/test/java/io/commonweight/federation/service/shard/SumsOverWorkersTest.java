package io.commonweight.federation.service.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.aggregation.Electorate;
import io.commonweight.federation.aggregation.Part;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.federation.aggregation.Voter;
import io.commonweight.federation.recompute.CanonicalHeader;
import io.commonweight.federation.recompute.CohortVoters;
import io.commonweight.federation.recompute.LocalRound;
import io.commonweight.federation.round.CohortInputs;
import io.commonweight.federation.round.CohortSum;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.service.MaskedRound;
import io.commonweight.federation.service.PeerRegistry;
import io.commonweight.federation.service.ServiceFederation;
import io.commonweight.federation.service.Workplace;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Aggregate.Reason;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.MaskedInput;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Rule.Kind;
import io.commonweight.sdk.statement.Rule.Voters;
import io.commonweight.sdk.weights.Dtype;
import io.commonweight.sdk.weights.SafetensorsWriter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What coordinators and workers make of secure rounds is what the plain vectors make. */
class SumsOverWorkersTest {
  private static final Rule MEDIAN =
      new Rule(
          Kind.MEDIAN,
          Voters.ORGANIZATION,
          1,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Privacy.class,
      names = {"COHORT", "SEALED"})
  void meanIsThatOfTheSurvivorsPlainUpdates(Privacy privacy) throws Exception {
    var federation = new ServiceFederation(privacy, Encoding.I16, Rule.mean(), 4);
    try (var registry = new PeerRegistry(federation);
        var first = new Workplace(registry, folder.resolve("1"), 1);
        var second = new Workplace(registry, folder.resolve("2"), 2)) {
      var masked = new MaskedRound(registry, 4);
      FederationState state = masked.play();
      Round round = state.rounds().getLast();
      CohortInputs inputs = CohortInputs.of(state, round);
      first.startWorker();
      first.startWorker();
      second.startWorker();

      Aggregate aggregate = first.coordinator(9_999).compute(state, round, inputs);
      Aggregate equal = second.coordinator(50_000).compute(state, round, inputs);

      List<long[]> vectors = survivors(inputs).stream().map(masked::vector).toList();
      assertThat(vectors).hasSize(15);
      assertThat(aggregate.rejected()).isEmpty();
      assertThat(aggregate.inputSetDigest()).isEqualTo(inputs.digest());
      assertThat(aggregate.outputDigest())
          .isNotEqualTo(round.open().base())
          .isEqualTo(
              alone(
                  federation,
                  round,
                  vectors,
                  new Electorate(Voter.ofEach(15), Collections.nCopies(15, 1))));
      assertThat(equal.result()).isEqualTo(aggregate.result());
    }
  }

  @Test
  void medianIsThatOfTheOrganizationsMeans() throws Exception {
    var federation = new ServiceFederation(Privacy.COHORT, Encoding.I16, MEDIAN, 4);
    try (var registry = new PeerRegistry(federation);
        var workplace = new Workplace(registry, folder, 1)) {
      var masked = new MaskedRound(registry, 4);
      FederationState state = masked.play();
      Round round = state.rounds().getLast();
      CohortInputs inputs = CohortInputs.of(state, round);
      workplace.startWorker();

      Aggregate aggregate = workplace.coordinator(9_999).compute(state, round, inputs);

      assertThat(aggregate.outputDigest())
          .isNotEqualTo(round.open().base())
          .isEqualTo(
              alone(
                  federation,
                  round,
                  inputs.sums().stream().map(sum -> plain(masked, sum)).toList(),
                  CohortVoters.of(
                      MEDIAN, inputs.sums().stream().map(sum -> sum.inputs().size()).toList())));
    }
  }

  @Test
  void cohortWithAForgedVectorIsOutAndTooFewVotersLeaveTheWeights() throws Exception {
    var federation = new ServiceFederation(Privacy.SEALED, Encoding.I16, Rule.mean(), 2);
    try (var registry = new PeerRegistry(federation);
        var workplace = new Workplace(registry, folder, 1)) {
      FederationState state = new MaskedRound(registry, 2).play();
      Round round = state.rounds().getLast();
      CohortInputs inputs = CohortInputs.of(state, round);
      MaskedInput one = inputs.sums().getFirst().inputs().getFirst().statement();
      MaskedInput two = inputs.sums().getFirst().inputs().getLast().statement();
      registry.storeSecure(one.vector(), new byte[3 * 73_308]);
      registry.loseSecure(two.vector());

      Aggregate aggregate = workplace.coordinator(9_999).compute(state, round, inputs);

      assertThat(aggregate.outputDigest()).isEqualTo(round.open().base());
      assertThat(aggregate.rejected().stream().map(Aggregate.Rejection::reason))
          .containsExactly(
              Reason.COMMITMENT,
              Reason.COHORT,
              Reason.COHORT,
              Reason.COHORT,
              Reason.COHORT,
              Reason.COHORT,
              Reason.MISSING_BLOB);
    }
  }

  private static List<Fingerprint> survivors(CohortInputs inputs) {
    return inputs.sums().stream().flatMap(sum -> sum.survivors().ids().stream()).toList();
  }

  private static long[] plain(MaskedRound masked, CohortSum cohort) {
    long[] sum = new long[73_308];
    for (Fingerprint node : cohort.survivors().ids()) {
      long[] vector = masked.vector(node);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += vector[i];
      }
    }
    return sum;
  }

  private Sha256 alone(
      ServiceFederation federation, Round round, List<long[]> vectors, Electorate electorate)
      throws Exception {
    var tensors = federation.release0().tensors();
    var layout = CanonicalHeader.of(tensors, Dtype.I32).layout();
    List<Path> files = new ArrayList<>();
    for (long[] vector : vectors) {
      files.add(write(CanonicalHeader.of(tensors, Dtype.I32), vector, files.size()));
    }
    var header = CanonicalHeader.of(tensors, Dtype.F32).layout();
    var local =
        new LocalRound(
            round.open(),
            header.tensors().stream().map(t -> new TensorRange(t.elements(), 20)).toList(),
            electorate,
            files,
            layout.dataOffset());
    byte[] weights = federation.files().getFirst();
    int offset = (int) header.dataOffset();
    var base = new ByteArrayInputStream(weights, offset, weights.length - offset);
    try (InputStream file =
        new SequenceInputStream(
            new ByteArrayInputStream(weights, 0, offset),
            local.data(Part.WEIGHTS, local.combination().orElseThrow(), base, List.of()))) {
      return Sha256.of(file);
    }
  }

  private Path write(CanonicalHeader header, long[] vector, int number) throws Exception {
    Path file = folder.resolve("plain-" + number);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var writer = new SafetensorsWriter(out, header.layout());
      ByteBuffer bytes =
          ByteBuffer.allocate(vector.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (long value : vector) {
        bytes.putInt((int) value);
      }
      writer.write(bytes.flip());
      writer.finish();
    }
    return file;
  }
}
