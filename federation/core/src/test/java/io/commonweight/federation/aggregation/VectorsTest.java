package io.commonweight.federation.aggregation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Rule;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks this implementation against the vectors of the specification. */
class VectorsTest {
  private static final long NEGATIVE_ZERO = 1L << 63;

  static Stream<JsonNode> roundHalfEven() throws IOException {
    return vectors("roundHalfEven");
  }

  static Stream<JsonNode> weights() throws IOException {
    return vectors("weights");
  }

  static Stream<JsonNode> norm() throws IOException {
    return vectors("norm");
  }

  static Stream<JsonNode> clipFactor() throws IOException {
    return vectors("clipFactor");
  }

  static Stream<JsonNode> clip() throws IOException {
    return vectors("clip");
  }

  static Stream<JsonNode> mean() throws IOException {
    return vectors("mean");
  }

  static Stream<JsonNode> rules() throws IOException {
    return vectors("rules");
  }

  static Stream<JsonNode> optimizers() throws IOException {
    return vectors("optimizers");
  }

  @ParameterizedTest
  @MethodSource("roundHalfEven")
  void roundingAgrees(JsonNode vector) {
    double divisor = vector.get("total").doubleValue(); // exact: below 2^53
    double quotient = Quotient.of(vector.get("sum").longValue(), divisor);

    assertThat((long) quotient).isEqualTo(vector.get("result").longValue());
    assertThat(Double.doubleToRawLongBits(quotient)).isNotEqualTo(NEGATIVE_ZERO);
  }

  @ParameterizedTest
  @MethodSource("weights")
  void weightsAgree(JsonNode vector) {
    List<Contribution> contributions = new ArrayList<>();
    for (JsonNode c : vector.get("contributions")) {
      contributions.add(
          new Contribution(
              "node " + contributions.size(),
              c.get("organization").textValue(),
              c.get("frames").longValue(),
              c.get("staleness").intValue()));
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
    var norm = new UpdateNorm(Dagg1.maxScale(scales), Encoding.I32.maxQuantum());
    for (int tensor = 0; tensor < scales.size(); tensor++) {
      int[] values =
          integers(vector.get("tensors").get(tensor)).stream().mapToInt(q -> q).toArray();
      norm.add(values, values.length, scales.get(tensor));
    }

    assertThat(norm.value()).hasToString(vector.get("result").textValue());
  }

  @ParameterizedTest
  @MethodSource("clipFactor")
  void clippingFactorsAgree(JsonNode vector) {
    assertThat(
            ClipFactor.of(
                new BigInteger(vector.get("norm").textValue()),
                new BigInteger(vector.get("bound").textValue())))
        .isEqualTo(vector.get("result").intValue());
  }

  @ParameterizedTest
  @MethodSource("clip")
  void clippedValuesAgree(JsonNode vector) {
    assertThat(ClipFactor.scale(vector.get("value").intValue(), vector.get("factor").intValue()))
        .isEqualTo(vector.get("result").longValue());
  }

  @ParameterizedTest
  @MethodSource("mean")
  void meansAgreeBitForBit(JsonNode vector) throws IOException {
    List<List<Integer>> updates = new ArrayList<>();
    vector.get("updates").forEach(update -> updates.add(integers(update)));
    int length = vector.get("base").size();
    var round =
        new WholeRound(
            Rule.mean(),
            encoding(vector),
            List.of(new TensorRange(length, vector.get("scale").intValue())),
            updates,
            new Electorate(Voter.ofEach(updates.size()), integers(vector.get("weights"))),
            length);
    var old = new OldFiles(length);
    fill(old.weights(), vector.get("base"));

    float[] values =
        round.after(round.combination().orElseThrow(), Optimizer.none(), Part.WEIGHTS, old);

    assertThat(words(values)).isEqualTo(words(vector.get("result")));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void rulesAgree(JsonNode vector) throws IOException {
    List<List<Integer>> updates = new ArrayList<>();
    vector.get("updates").forEach(update -> updates.add(integersWithin(update)));
    List<TensorRange> tensors = tensors(vector);
    Rule rule = rule(vector.get("rule"));
    var round =
        new WholeRound(rule, encoding(vector), tensors, updates, electorate(rule, vector), 3);
    Optional<Combination> combination = round.combination();

    assertThat(combination.isEmpty()).isEqualTo(vector.get("result").isNull());
    if (combination.isPresent()) {
      assertThat(quanta(round, combination.get())).isEqualTo(integersWithin(vector.get("result")));
    }
  }

  /** From a base of 0 the new weights are m · 2^−s, which is exact. */
  private static List<Integer> quanta(WholeRound round, Combination combination)
      throws IOException {
    int length = round.updates().getFirst().size();
    float[] values = round.after(combination, Optimizer.none(), Part.WEIGHTS, new OldFiles(length));
    List<Integer> quanta = new ArrayList<>();
    for (TensorRange tensor : round.tensors()) {
      for (int i = 0; i < tensor.elements(); i++) {
        quanta.add((int) Math.scalb(values[quanta.size()], tensor.scale()));
      }
    }
    return quanta;
  }

  private static List<TensorRange> tensors(JsonNode vector) {
    List<TensorRange> tensors = new ArrayList<>();
    JsonNode first = vector.get("updates").get(0);
    for (JsonNode scale : vector.get("scales")) {
      tensors.add(new TensorRange(first.get(tensors.size()).size(), scale.intValue()));
    }
    return tensors;
  }

  private static Electorate electorate(Rule rule, JsonNode vector) {
    List<Contribution> contributions = new ArrayList<>();
    for (JsonNode organization : vector.get("organizations")) {
      contributions.add(
          new Contribution("node " + contributions.size(), organization.textValue(), 1, 0));
    }
    return Electorate.of(rule.voters(), contributions, integers(vector.get("weights")));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void optimizersAgreeBitForBit(JsonNode vector) throws IOException {
    List<Integer> m = integers(vector.get("m"));
    var round =
        new WholeRound(
            Rule.mean(),
            Encoding.I32,
            List.of(new TensorRange(m.size(), vector.get("scale").intValue())),
            List.of(m),
            new Electorate(Voter.ofEach(1), List.of(1)),
            m.size());
    var old = new OldFiles(m.size());
    fill(old.weights(), vector.get("weights"));
    fill(old.momentum(), vector.get("momentum"));
    fill(old.variance(), vector.get("variance"));
    Optimizer optimizer = optimizer(vector.get("optimizer"));
    JsonNode result = vector.get("result");

    assertThat(result.size()).isEqualTo(1 + optimizer.states());
    for (Part part : List.of(Part.values()).subList(0, result.size())) {
      float[] values = round.after(round.combination().orElseThrow(), optimizer, part, old);
      JsonNode expected = result.get(part.name().toLowerCase(Locale.ROOT));

      assertThat(words(values)).as("%s", part).isEqualTo(words(expected));
    }
  }

  private static Stream<JsonNode> vectors(String kind) throws IOException {
    Path file =
        Path.of(
            System.getProperty("commonweight.home", "../.."), "docs/protocol/vectors/dagg-1.json");
    JsonNode cases = new ObjectMapper().readTree(file.toFile()).get(kind);
    return StreamSupport.stream(cases.spliterator(), false);
  }

  private static Encoding encoding(JsonNode vector) {
    return Encoding.valueOf(vector.get("encoding").textValue());
  }

  private static Rule rule(JsonNode json) {
    return new Rule(
        Rule.Kind.valueOf(json.get("kind").textValue()),
        Rule.Voters.valueOf(json.get("voters").textValue()),
        json.get("faults").intValue(),
        integer(json, "selected"),
        Optional.ofNullable(json.get("clipBound")).map(JsonNode::textValue),
        integer(json, "iterations"));
  }

  private static Optimizer optimizer(JsonNode json) {
    return new Optimizer(
        Optimizer.Kind.valueOf(json.get("kind").textValue()),
        integer(json, "learningRate"),
        integer(json, "beta1"),
        integer(json, "beta2"),
        integer(json, "tau"));
  }

  private static Optional<Integer> integer(JsonNode json, String member) {
    return Optional.ofNullable(json.get(member)).map(JsonNode::intValue);
  }

  private static List<Integer> integers(JsonNode node) {
    List<Integer> integers = new ArrayList<>();
    node.forEach(element -> integers.add(element.intValue()));
    return integers;
  }

  private static List<Integer> integersWithin(JsonNode tensors) {
    List<Integer> integers = new ArrayList<>();
    tensors.forEach(tensor -> integers.addAll(integers(tensor)));
    return integers;
  }

  private static List<String> words(JsonNode words) {
    List<String> list = new ArrayList<>();
    words.forEach(word -> list.add(word.textValue()));
    return list;
  }

  private static List<String> words(float[] values) {
    List<String> words = new ArrayList<>();
    for (float value : values) {
      words.add("%08x".formatted(Float.floatToRawIntBits(value)));
    }
    return words;
  }

  private static void fill(float[] values, JsonNode words) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(Integer.parseUnsignedInt(words.get(i).textValue(), 16));
    }
  }
}
