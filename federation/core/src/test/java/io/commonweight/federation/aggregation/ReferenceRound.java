package io.commonweight.federation.aggregation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Rule.Kind;
import io.commonweight.sdk.statement.Rule.Voters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A round for docs/protocol/dagg.py, and what the engine makes of it.
 *
 * @param isFirst whether the release before has no states
 */
record ReferenceRound(
    ReferenceInputs inputs, Rule rule, Optimizer optimizer, boolean isFirst, String name) {
  static final String REJECTED =
      "[{\"node\":\"bad\",\"reason\":\"out-of-range\"},"
          + "{\"node\":\"loud\",\"reason\":\"norm-exceeded\"}]";
  private static final int NODE_CAP = 800;
  private static final int ORGANIZATION_CAP = 700;
  private static final int SHARD_ELEMENTS = 1071;
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<ReferenceRound> all(long seed, Path folder) throws IOException {
    var random = new Random(seed);
    List<ReferenceRound> rounds = new ArrayList<>();
    for (Encoding encoding : Encoding.values()) {
      var inputs = ReferenceInputs.write(folder.resolve(encoding.name()), encoding, random);
      for (Rule rule : rules(inputs)) {
        for (Optimizer.Kind kind : Optimizer.Kind.values()) {
          rounds.add(
              new ReferenceRound(
                  inputs,
                  rule,
                  optimizer(kind, random),
                  random.nextInt(4) == 0,
                  "round" + rounds.size()));
        }
      }
    }
    return rounds;
  }

  /** Every kind with all kinds of voters, and one for which there are too few. */
  private static List<Rule> rules(ReferenceInputs inputs) {
    List<Rule> rules = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      boolean isMean = kind == Kind.MEAN || kind == Kind.CLIPPED_MEAN;
      boolean isClipped = kind == Kind.CLIPPED_MEAN || kind == Kind.CENTRED_CLIPPING;
      for (Voters voters : isMean ? List.of(Voters.NODE) : List.of(Voters.values())) {
        rules.add(
            new Rule(
                kind,
                voters,
                isMean ? 0 : 1,
                kind == Kind.MULTI_KRUM ? Optional.of(3) : Optional.empty(),
                isClipped
                    ? Optional.of(ReferenceInputs.norm(inputs.updates().getFirst()).toString())
                    : Optional.empty(),
                kind == Kind.CENTRED_CLIPPING ? Optional.of(3) : Optional.empty()));
      }
    }
    rules.add(
        new Rule(
            Kind.BULYAN, Voters.NODE, 4, Optional.empty(), Optional.empty(), Optional.empty()));
    return rules;
  }

  private static Optimizer optimizer(Optimizer.Kind kind, Random random) {
    boolean isSome = kind != Optimizer.Kind.NONE;
    boolean hasBeta2 = kind == Optimizer.Kind.ADAM || kind == Optimizer.Kind.YOGI;
    return new Optimizer(
        kind,
        isSome ? Optional.of(1 + random.nextInt(2 * Optimizer.UNIT)) : Optional.empty(),
        isSome ? Optional.of(random.nextInt(Optimizer.UNIT)) : Optional.empty(),
        hasBeta2 ? Optional.of(random.nextInt(Optimizer.UNIT)) : Optional.empty(),
        kind.hasVariance() ? Optional.of(1 + random.nextInt(1000)) : Optional.empty());
  }

  private List<Part> parts() {
    return List.of(Part.values()).subList(0, 1 + optimizer.states());
  }

  /** What the reference calls a file. */
  static String member(Part part) {
    return switch (part) {
      case WEIGHTS -> "output";
      case MOMENTUM -> "momentumOutput";
      case VARIANCE -> "varianceOutput";
    };
  }

  Path output(Part part) {
    return inputs.folder().resolve(name + "." + part);
  }

  /** Writes the job for the reference. */
  Path write() throws IOException {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("base", "base");
    if (!isFirst) {
      job.put("momentum", "momentum");
      job.put("variance", "variance");
    }
    for (Part part : parts()) {
      job.put(member(part), output(part).getFileName().toString());
    }
    job.put("encoding", inputs.encoding().name());
    Map<String, Integer> scales = new LinkedHashMap<>();
    for (int i = 0; i < ReferenceInputs.NAMES.size(); i++) {
      scales.put(ReferenceInputs.NAMES.get(i), ReferenceInputs.TENSORS.get(i).scale());
    }
    job.put("scales", scales);
    job.put("normBound", inputs.normBound().toString());
    job.put("nodeCap", NODE_CAP);
    job.put("organizationCap", ORGANIZATION_CAP);
    job.put("rule", json(rule));
    job.put("optimizer", json(optimizer));
    job.put("updates", updates());
    Path file = inputs.folder().resolve(name + ".json");
    Files.write(file, JSON.writeValueAsBytes(job));
    return file;
  }

  /** In an order of their own. */
  private List<Map<String, Object>> updates() {
    List<Contribution> all = new ArrayList<>(inputs.contributions());
    all.add(new Contribution("loud", "org1", 5, 0));
    all.add(new Contribution("bad", "org2", 5, 0));
    Collections.shuffle(all, new Random(name.hashCode()));
    return all.stream()
        .map(
            c ->
                Map.<String, Object>of(
                    "file", c.node(),
                    "node", c.node(),
                    "organization", c.organization(),
                    "frames", c.frames(),
                    "staleness", c.staleness()))
        .toList();
  }

  private static Map<String, Object> json(Rule rule) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", rule.kind().name());
    json.put("voters", rule.voters().name());
    json.put("faults", rule.faults());
    rule.selected().ifPresent(value -> json.put("selected", value));
    rule.clipBound().ifPresent(value -> json.put("clipBound", value));
    rule.iterations().ifPresent(value -> json.put("iterations", value));
    return json;
  }

  private static Map<String, Object> json(Optimizer optimizer) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", optimizer.kind().name());
    optimizer.learningRate().ifPresent(value -> json.put("learningRate", value));
    optimizer.beta1().ifPresent(value -> json.put("beta1", value));
    optimizer.beta2().ifPresent(value -> json.put("beta2", value));
    optimizer.tau().ifPresent(value -> json.put("tau", value));
    return json;
  }

  /** The weight of each update that counts, by node. */
  Map<String, Integer> weights() {
    Map<String, Integer> weights = new LinkedHashMap<>();
    List<Integer> all = Weights.of(inputs.contributions(), NODE_CAP, ORGANIZATION_CAP);
    for (int i = 0; i < all.size(); i++) {
      weights.put(inputs.contributions().get(i).node(), all.get(i));
    }
    return weights;
  }

  /** The bytes that the engine makes of each file. */
  Map<Part, byte[]> expected() throws IOException {
    var round =
        new WholeRound(
            rule,
            inputs.encoding(),
            ReferenceInputs.TENSORS,
            inputs.updates(),
            Electorate.of(rule.voters(), inputs.contributions(), List.copyOf(weights().values())),
            SHARD_ELEMENTS);
    OldFiles old = old();
    Optional<Combination> combination = round.combination();
    Map<Part, byte[]> files = new EnumMap<>(Part.class);
    for (Part part : parts()) {
      float[] values =
          combination.isPresent()
              ? round.after(combination.get(), optimizer, part, old)
              : unchanged(part, old);
      files.put(part, ReferenceInputs.file(values));
    }
    return files;
  }

  private static float[] unchanged(Part part, OldFiles old) {
    return switch (part) {
      case WEIGHTS -> old.weights();
      case MOMENTUM -> old.momentum();
      case VARIANCE -> old.variance();
    };
  }

  private OldFiles old() {
    if (!isFirst) {
      return inputs.old();
    }
    var old = new OldFiles(ReferenceInputs.ELEMENTS);
    System.arraycopy(inputs.old().weights(), 0, old.weights(), 0, ReferenceInputs.ELEMENTS);
    return old;
  }

  @Override
  public String toString() {
    return "%s in %s, %s, %s".formatted(name, inputs.encoding(), rule, optimizer);
  }
}
