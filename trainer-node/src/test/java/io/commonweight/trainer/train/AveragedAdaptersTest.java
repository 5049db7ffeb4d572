package io.commonweight.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.commonweight.federation.aggregation.Combination;
import io.commonweight.federation.aggregation.NewValues;
import io.commonweight.federation.aggregation.OldValues;
import io.commonweight.federation.aggregation.Part;
import io.commonweight.federation.aggregation.Quanta;
import io.commonweight.federation.aggregation.Quantizer;
import io.commonweight.federation.aggregation.Rounding;
import io.commonweight.federation.aggregation.Unsigned128;
import io.commonweight.federation.aggregation.Voter;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.Tensor;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Why nodes send the change of the merged weights: three nodes with unlike data train factors of
 * rank 1, and their updates go through the quantizer and the aggregator's mean.
 */
class AveragedAdaptersTest {
  private static final List<Integer> WEIGHTS = List.of(300, 100, 200);
  private static final int SCALE = 22;
  private static final Policy BASE = TuningTest.BASE;

  /** What each node made. */
  private record Trained(List<Factors> factors, List<Tensor> merged) {}

  private static final List<Trained> NODES = new ArrayList<>();
  private static List<Tensor> aggregate = List.of();

  @BeforeAll
  static void trainAndAggregate() throws Exception {
    for (int node = 0; node < WEIGHTS.size(); node++) {
      NODES.add(train(node));
    }
    aggregate = aggregate();
  }

  /** Three roundings of updates, one of the mean, and that of the new weight. */
  @Test
  void aggregateIsTheMeanOfTheMergedWeights() {
    for (int tensor = 0; tensor < BASE.tensors().size(); tensor++) {
      int each = tensor;
      double[] mean = mean(node -> node.merged().get(each));
      assertThat(DriftTest.values(List.of(aggregate.get(tensor))))
          .containsExactly(mean, within(Math.scalb(1.0, -SCALE) + 1e-7));
    }
  }

  /** Its cross terms B_i·A_j were trained by nobody. */
  @Test
  void productOfTheMeansIsAnother() {
    for (int layer = 0; layer < BASE.layers(); layer++) {
      int each = layer;
      Tensor base = BASE.tensors().get(2 * layer);
      Factors like = NODES.getFirst().factors().get(layer);
      var mean =
          new Factors(
              like(like.down(), mean(node -> node.factors().get(each).down())),
              like(like.up(), mean(node -> node.factors().get(each).up())),
              like.scale());
      double[] product = DriftTest.values(List.of(mean.addedTo(base)));
      double[] found = DriftTest.values(List.of(aggregate.get(2 * layer)));

      assertThat(distance(product, found))
          .isGreaterThan(0.2 * distance(DriftTest.values(List.of(base)), found));
    }
  }

  /** So the next round's factors cannot go on from this one's, and begin anew. */
  @Test
  void aggregateHasTheRankOfAllNodesTogether() {
    for (int layer = 0; layer < BASE.layers(); layer++) {
      Tensor base = BASE.tensors().get(2 * layer);
      assertThat(MatrixRank.ofDifference(base, NODES.getFirst().merged().get(2 * layer)))
          .isEqualTo(1);
      assertThat(MatrixRank.ofDifference(base, aggregate.get(2 * layer)))
          .isEqualTo(Math.min(WEIGHTS.size(), base.shape().get(1)));
    }
  }

  private static Trained train(int node) {
    TrainingPlan plan =
        new Recipe(1, 80, 16, 1e-2, 1e-4, 0.01).with(new Tuning.LowRank(1, 2, false)).plan(1, node);
    try (NDManager manager = PolicyTrainer.newManager();
        Network network = new Network(BASE, plan, manager)) {
      var samples = Samples.of(BASE.config(), DriftTest.demonstrations(10 + node));
      var batches = new Batches(samples, plan);
      for (int step = 0; step < plan.steps(); step++) {
        network.step(batches.next());
      }
      return new Trained(network.factors(), network.tensors());
    }
  }

  private static List<Tensor> aggregate() throws Exception {
    List<Integer> scales = Collections.nCopies(BASE.tensors().size(), SCALE);
    var quantizer = new Quantizer(scales, Encoding.I32, new Unsigned128(-1, -1));
    List<List<int[]>> updates = new ArrayList<>();
    for (Trained node : NODES) {
      updates.add(
          quantizer
              .encode(arrays(BASE.tensors()), arrays(node.merged()), new Rounding.Nearest())
              .tensors());
    }
    List<Tensor> result = new ArrayList<>();
    for (int tensor = 0; tensor < scales.size(); tensor++) {
      int each = tensor;
      List<Quanta> quanta = new ArrayList<>();
      updates.forEach(update -> quanta.add(new Values(IntBuffer.wrap(update.get(each)))));
      result.add(mean(BASE.tensors().get(tensor), quanta));
    }
    return result;
  }

  private static Tensor mean(Tensor base, List<Quanta> updates) throws Exception {
    int size = base.values().remaining();
    float[] values = new float[size];
    base.values().get(0, values);
    MemorySegment weights = MemorySegment.ofArray(values);
    new NewValues(
            new Combination.Mean(WEIGHTS),
            Voter.ofEach(updates.size()),
            updates,
            Encoding.I32.valueBits(),
            Optimizer.none(),
            Part.WEIGHTS)
        .next(SCALE, size, new OldValues(weights, List.of()), weights);
    return Tensor.of(base.name(), base.shape(), values);
  }

  /** The nodes' mean, by their weights. */
  private static double[] mean(Function<Trained, Tensor> of) {
    double total = WEIGHTS.stream().mapToInt(Integer::intValue).sum();
    double[] mean = new double[of.apply(NODES.getFirst()).values().remaining()];
    for (int node = 0; node < NODES.size(); node++) {
      double[] values = DriftTest.values(List.of(of.apply(NODES.get(node))));
      for (int i = 0; i < mean.length; i++) {
        mean[i] += WEIGHTS.get(node) / total * values[i];
      }
    }
    return mean;
  }

  private static double distance(double[] from, double[] to) {
    double squares = 0;
    for (int i = 0; i < from.length; i++) {
      squares += (to[i] - from[i]) * (to[i] - from[i]);
    }
    return Math.sqrt(squares);
  }

  private static List<float[]> arrays(List<Tensor> tensors) {
    return tensors.stream().map(Tensor::toArray).toList();
  }

  private static Tensor like(Tensor tensor, double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return Tensor.of(tensor.name(), tensor.shape(), floats);
  }

  /** An update in memory, read in one window. */
  private record Values(IntBuffer values) implements Quanta {
    @Override
    public int width() {
      return Integer.BYTES;
    }

    @Override
    public MemorySegment next(int count) {
      ByteBuffer bytes = ByteBuffer.allocate(count * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count; i++) {
        bytes.putInt(values.get());
      }
      return MemorySegment.ofArray(bytes.array());
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
