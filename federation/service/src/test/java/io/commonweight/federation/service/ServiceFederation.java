package io.commonweight.federation.service;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.federation.card.PolicyFacts;
import io.commonweight.federation.card.ReleaseCard;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Update;
import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.sdk.weights.IntTensor;
import io.commonweight.sdk.weights.Safetensors;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fixture's federation of four with the arithmetic of this software and a policy that has
 * files. Its shapes do not divide by windows or shards.
 */
public final class ServiceFederation {
  /** The largest norm of an update. */
  public static final String NORM_BOUND = "1000000000000";

  private static final Map<String, List<Long>> SHAPES =
      Map.of("a.bias", List.of(7L), "a.weight", List.of(300L, 11L), "b.weight", List.of(70_001L));
  private static final byte[] EMBODIMENT =
      utf8(
          """
          {"action":[{"name":"ee.dx","unit":"m"}],"control_mode":"ee_delta","fps":10,\
          "robot_type":"planar_arm","state":[{"name":"ee.x","unit":"m"}]}""");
  private static final byte[] CONFIG = utf8("{\"chunk\":4,\"type\":\"mlp-chunk\"}");

  private final FederationFixture fixture = new FederationFixture(4);
  private final Founding founding;
  private final byte[] weights;
  private final byte[] card;
  private final Release release0;

  /** The federation, with rounds that close after a minute. */
  public ServiceFederation() {
    this(FederationFixture.mean(new Sha256(Dagg1.SPEC_ID), NORM_BOUND, 1 << 20));
  }

  /** A federation that aggregates otherwise. */
  public ServiceFederation(Encoding encoding, Rule rule, Optimizer optimizer) {
    this(aggregation(encoding, rule, optimizer));
  }

  private static Charter.Aggregation aggregation(
      Encoding encoding, Rule rule, Optimizer optimizer) {
    return new Charter.Aggregation(
        new Sha256(Dagg1.SPEC_ID),
        encoding,
        20,
        List.of(),
        NORM_BOUND,
        10_000,
        10_000,
        1 << 20,
        rule,
        optimizer);
  }

  private ServiceFederation(Charter.Aggregation aggregation) {
    this(aggregation, Privacy.OPEN, 1);
  }

  /** A federation whose nodes mask what they submit, and weigh one each. */
  public ServiceFederation(Privacy privacy, Encoding encoding, Rule rule, int nodes) {
    this(
        new Charter.Aggregation(
            new Sha256(Dagg1.SPEC_ID),
            encoding,
            20,
            List.of(),
            NORM_BOUND,
            1,
            nodes,
            1 << 20,
            rule,
            Optimizer.none()),
        privacy,
        nodes);
  }

  private ServiceFederation(Charter.Aggregation aggregation, Privacy privacy, int nodes) {
    Charter charter =
        masked(
            with(aggregation, fixture.founding().charter(), 1, Optional.empty()), privacy, nodes);
    founding = fixture.founding(charter);
    try {
      weights = bytes(file -> Safetensors.writeFloats(file, base()));
      card =
          ReleaseCard.initial(
              charter,
              PolicyFacts.parse(EMBODIMENT, CONFIG),
              ReleaseCard.facts(Sha256.of(weights), tensors()),
              "seeded numbers");
    } catch (JsonException | IOException e) {
      throw new AssertionError(e);
    }
    release0 =
        new Release(
            founding.charterDigest(),
            charter.policy(),
            0,
            Optional.empty(),
            Optional.empty(),
            Release.Standing.FOUNDING,
            List.of(
                entry("README.md", card),
                entry("config.json", CONFIG),
                entry("embodiment.json", EMBODIMENT),
                entry("model.safetensors", weights)),
            tensors());
  }

  private static Charter masked(Charter charter, Privacy privacy, int nodes) {
    return new Charter(
        charter.federation(),
        charter.version(),
        charter.previous(),
        charter.expires(),
        charter.log(),
        charter.keys(),
        charter.members().stream()
            .map(m -> new Member(m.name(), m.root(), m.oms(), m.aggregates(), m.witness(), nodes))
            .toList(),
        charter.quorum(),
        charter.witnesses(),
        charter.policy(),
        charter.profile(),
        privacy,
        charter.gate(),
        charter.aggregation(),
        charter.rounds());
  }

  /** The second charter, under which the federation aggregates otherwise. */
  public Charter successor(Encoding encoding, Rule rule, Optimizer optimizer) {
    return with(
        aggregation(encoding, rule, optimizer),
        founding.charter(),
        2,
        Optional.of(founding.charterDigest()));
  }

  private static Charter with(
      Charter.Aggregation aggregation, Charter charter, int version, Optional<Sha256> previous) {
    return new Charter(
        charter.federation(),
        version,
        previous,
        charter.expires(),
        charter.log(),
        charter.keys(),
        charter.members(),
        charter.quorum(),
        charter.witnesses(),
        charter.policy(),
        Sha256.of(EMBODIMENT),
        charter.privacy(),
        charter.gate(),
        aggregation,
        FederationFixture.rounds(2, 16));
  }

  /** The founding documents. */
  public Founding founding() {
    return founding;
  }

  /** The keys of its charters. */
  public KeySets keySets() {
    return fixture.keySets();
  }

  /** The first release. */
  public Release release0() {
    return release0;
  }

  /** The files of the first release. */
  public List<byte[]> files() {
    return List.of(weights.clone(), card.clone(), EMBODIMENT.clone(), CONFIG.clone());
  }

  /** The weights of the first release. */
  public static SortedMap<String, FloatTensor> base() {
    var random = new Random(7);
    SortedMap<String, FloatTensor> tensors = new TreeMap<>();
    for (Release.Tensor tensor : tensors()) {
      float[] values = new float[elements(tensor)];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat(-1, 1);
      }
      tensors.put(tensor.name(), new FloatTensor(tensor.shape(), FloatBuffer.wrap(values)));
    }
    return tensors;
  }

  /** The update that node i makes of a seed: a few thousand quanta at most. */
  public static SortedMap<String, IntTensor> quanta(long seed) {
    var random = new Random(seed);
    SortedMap<String, IntTensor> tensors = new TreeMap<>();
    for (Release.Tensor tensor : tensors()) {
      int[] values = random.ints(elements(tensor), -3000, 3001).toArray();
      tensors.put(tensor.name(), new IntTensor(tensor.shape(), IntBuffer.wrap(values)));
    }
    return tensors;
  }

  /** The file of an update of 24 bits a value. */
  public static byte[] blob(Map<String, IntTensor> quanta) {
    return blob(Encoding.I32, quanta);
  }

  /** The file of an update. */
  public static byte[] blob(Encoding encoding, Map<String, IntTensor> quanta) {
    try {
      return bytes(file -> Safetensors.writeInts(file, encoding.dtype(), quanta));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The salt of a seed. */
  public static Bytes salt(long seed) {
    return Bytes.of(FederationFixture.digest("salt " + seed).bytes());
  }

  /** The statement of node i on a blob. */
  public static Update update(Sha256 round, RoundOpen open, int i, byte[] blob) {
    return new Update(
        round,
        open.base(),
        FederationFixture.nodeKey(i).fingerprint(),
        Update.commit(salt(i), Sha256.of(blob)),
        100L * i,
        blob.length);
  }

  /** The tensors of every release. */
  public static List<Release.Tensor> tensors() {
    List<Release.Tensor> tensors = new ArrayList<>();
    new TreeMap<>(SHAPES).forEach((name, shape) -> tensors.add(new Release.Tensor(name, shape)));
    return tensors;
  }

  private static int elements(Release.Tensor tensor) {
    return Math.toIntExact(tensor.shape().stream().reduce(1L, Math::multiplyExact));
  }

  private static Release.File entry(String path, byte[] content) {
    return new Release.File(path, Sha256.of(content), content.length);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private interface Writing {
    void to(Path file) throws IOException;
  }

  private static byte[] bytes(Writing writing) throws IOException {
    Path file = Files.createTempFile("federation", "");
    try {
      writing.to(file);
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }
}
