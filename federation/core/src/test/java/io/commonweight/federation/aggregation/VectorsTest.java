package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks this implementation against the vectors of the specification. */
class VectorsTest {

  static Stream<JsonNode> roundHalfEven() throws IOException {
    return vectors("roundHalfEven");
  }

  static Stream<JsonNode> weights() throws IOException {
    return vectors("weights");
  }

  static Stream<JsonNode> norm() throws IOException {
    return vectors("norm");
  }

  static Stream<JsonNode> mean() throws IOException {
    return vectors("mean");
  }

  @ParameterizedTest
  @MethodSource("roundHalfEven")
  void roundingAgrees(JsonNode vector) {
    assertThat(
            MeanWindow.roundHalfEven(
                vector.get("sum").longValue(), vector.get("total").longValue()))
        .isEqualTo(vector.get("result").longValue());
  }

  @ParameterizedTest
  @MethodSource("weights")
  void weightsAgree(JsonNode vector) {
    List<Contribution> contributions = new ArrayList<>();
    for (JsonNode c : vector.get("contributions")) {
      String node = "node " + contributions.size();
      contributions.add(
          new Contribution(node, c.get("organization").textValue(), c.get("frames").longValue()));
    }

    assertThat(
            Weights.of(
                contributions,
                vector.get("nodeCap").longValue(),
                vector.get("organizationCap").longValue()))
        .isEqualTo(integers(vector.get("result")));
  }

  @ParameterizedTest
  @MethodSource("norm")
  void normsAgree(JsonNode vector) throws UnacceptableUpdateException {
    List<Integer> scales = integers(vector.get("scales"));
    UpdateNorm norm = new UpdateNorm(Dagg1.maxScale(scales));
    for (int tensor = 0; tensor < scales.size(); tensor++) {
      int[] values = array(vector.get("tensors").get(tensor));
      norm.add(values, values.length, scales.get(tensor));
    }

    assertThat(norm.value()).hasToString(vector.get("result").textValue());
  }

  @ParameterizedTest
  @MethodSource("mean")
  void meansAgreeBitForBit(JsonNode vector) {
    JsonNode base = vector.get("base");
    float[] values = new float[base.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(Integer.parseUnsignedInt(base.get(i).textValue(), 16));
    }
    MeanWindow window = new WeightedMean(integers(vector.get("weights"))).open(values.length);
    for (int update = 0; update < vector.get("updates").size(); update++) {
      window.add(update, array(vector.get("updates").get(update)));
    }
    window.finish(values, vector.get("scale").intValue(), values);

    for (int i = 0; i < values.length; i++) {
      assertThat(String.format("%08x", Float.floatToRawIntBits(values[i])))
          .isEqualTo(vector.get("result").get(i).textValue());
    }
  }

  private static Stream<JsonNode> vectors(String kind) throws IOException {
    Path file =
        Path.of(
            System.getProperty("commonweight.home", "../.."), "docs/protocol/vectors/dagg-1.json");
    JsonNode cases = new ObjectMapper().readTree(file.toFile()).get(kind);
    return StreamSupport.stream(cases.spliterator(), false);
  }

  private static int[] array(JsonNode node) {
    return integers(node).stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<Integer> integers(JsonNode node) {
    List<Integer> integers = new ArrayList<>();
    node.forEach(element -> integers.add(element.intValue()));
    return integers;
  }
}
