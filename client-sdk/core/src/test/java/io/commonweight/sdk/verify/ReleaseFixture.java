package io.commonweight.sdk.verify;

import io.commonweight.cards.Embodiment;
import io.commonweight.cards.Identity;
import io.commonweight.cards.Lineage;
import io.commonweight.cards.ModelCard;
import io.commonweight.cards.WeightsFacts;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.Fingerprint;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.sdk.weights.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A federation of four organizations and an observer whose keys follow from a seed, and the files
 * and statements of its releases. Two fixtures of different seeds differ in nothing but their keys.
 */
public final class ReleaseFixture {
  /** The federation's name. */
  public static final String FEDERATION = "tabletop";

  /** The repo its releases go to. */
  public static final String POLICY = "tabletop/policy";

  /** The log's name. */
  public static final String ORIGIN = "registry-a.example/tabletop";

  /** The number of a member that runs no aggregator and so has no vote. */
  public static final int OBSERVER = 5;

  private static final int ORGANIZATIONS = 4;
  private static final Sha256 SPEC_ID = digest("spec");

  private final String seed;
  private final Founding founding;

  /** The federation whose keys follow from a seed. */
  public ReleaseFixture(String seed) {
    this.seed = seed;
    List<Member> members = new ArrayList<>();
    List<VerifyingKey> keys = new ArrayList<>(List.of(logKey().verifyingKey()));
    for (int i = 1; i <= ORGANIZATIONS; i++) {
      List<HybridKey> own = List.of(root(i), aggregator(i), key("registry-" + i), key("node-" + i));
      own.forEach(key -> addBoth(key, keys));
      List<Fingerprint> names = own.stream().map(HybridKey::fingerprint).toList();
      members.add(
          new Member(
              "org-" + i,
              names.get(0),
              Optional.of(names.get(1)),
              Optional.of(names.get(2)),
              List.of(names.get(3))));
    }
    addBoth(root(OBSERVER), keys);
    members.add(
        new Member(
            "pilot", root(OBSERVER).fingerprint(), Optional.empty(), Optional.empty(), List.of()));
    KeySet keySet = KeySet.of(keys);
    try {
      founding =
          Founding.of(
              new io.commonweight.sdk.statement.Statement(charter(keySet.digest(), members))
                  .encode(),
              keySet.encode());
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  private static void addBoth(HybridKey key, List<VerifyingKey> keys) {
    keys.add(key.verifyingKey().ed25519());
    keys.add(key.verifyingKey().mlDsa65());
  }

  private Charter charter(Sha256 keys, List<Member> members) {
    return new Charter(
        FEDERATION,
        1,
        Optional.empty(),
        new Charter.LogIdentity(ORIGIN, 1, logKey().fingerprint()),
        keys,
        members,
        POLICY,
        digest("profile"),
        new Charter.Aggregation(SPEC_ID, 20, 24, "1000000000000000", 10_000, 10_000, 1 << 20),
        new Charter.Rounds(2, 60, 4));
  }

  /** The founding documents. */
  public Founding founding() {
    return founding;
  }

  /** The verifier of somebody who has pinned this federation. */
  public ReleaseVerifier verifier() {
    return new ReleaseVerifier(founding.charterDigest(), POLICY);
  }

  /** The key that signs checkpoints. */
  public SigningKey logKey() {
    return SigningKey.ofSeed(Algorithm.ED25519, digest(seed + " log").bytes());
  }

  /** The root key of organization i, from 1. */
  public HybridKey root(int i) {
    return key("root-" + i);
  }

  /** The aggregator's key of organization i, from 1. */
  public HybridKey aggregator(int i) {
    return key("aggregator-" + i);
  }

  /** The aggregators' keys of some organizations. */
  public List<HybridKey> aggregators(int... organizations) {
    List<HybridKey> keys = new ArrayList<>();
    for (int i : organizations) {
      keys.add(aggregator(i));
    }
    return keys;
  }

  /** The root keys of all organizations that have a vote. */
  public List<HybridKey> roots() {
    return List.of(root(1), root(2), root(3), root(4));
  }

  private HybridKey key(String name) {
    return HybridKey.ofSeed(digest(seed + " " + name).bytes());
  }

  /** The digest of a name. */
  public static Sha256 digest(String name) {
    return Sha256.of(name.getBytes(StandardCharsets.UTF_8));
  }

  /** A weights file of one tensor {@code layer.weight}. */
  public static byte[] weights(float... values) {
    try {
      Path file = Files.createTempFile("weights", ".safetensors");
      var tensor = new FloatTensor(List.of((long) values.length), FloatBuffer.wrap(values));
      Safetensors.writeFloats(file, Map.of("layer.weight", tensor));
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of a genuine release, by name. */
  public static SortedMap<String, byte[]> files(int sequence) {
    return files(sequence, weights(1, -2, 3));
  }

  /** The files of a release whose card tells the truth about any weights file. */
  public static SortedMap<String, byte[]> files(int sequence, byte[] weights) {
    var files = new TreeMap<String, byte[]>();
    files.put("config.json", "{\"chunk\":8}".getBytes(StandardCharsets.UTF_8));
    files.put(Release.WEIGHTS, weights);
    files.put(Release.CARD, card(sequence, Sha256.of(weights)));
    return files;
  }

  /** The card of a release of one tensor of three elements. */
  public static byte[] card(int sequence, Sha256 weights) {
    var signal = new Embodiment.Signal("x", 1, "m");
    return new ModelCard(
            new Identity(POLICY, sequence, "apache-2.0", List.of(), List.of()),
            new WeightsFacts(
                weights.hex(),
                List.of(new WeightsFacts.Tensor("layer.weight", "F32", List.of(3L)))),
            new Lineage(new Lineage.Initial("a test"), List.of()),
            new Embodiment("arm", digest("profile").hex(), 10, 8, List.of(signal), List.of(signal)),
            List.of())
        .readme();
  }

  /** The release of these files; it states one tensor of three elements. */
  public Release release(int sequence, SortedMap<String, byte[]> files) {
    return new Release(
        founding.charterDigest(),
        POLICY,
        sequence,
        Optional.of(digest("previous")).filter(_ -> sequence > 0),
        Optional.of(digest("round")).filter(_ -> sequence > 0),
        files.entrySet().stream()
            .map(
                file ->
                    new Release.File(
                        file.getKey(), Sha256.of(file.getValue()), file.getValue().length))
            .toList(),
        List.of(new Release.Tensor("layer.weight", List.of(3L))));
  }

  /** The aggregate that made a release. */
  public static Aggregate aggregate(Release release) {
    return new Aggregate(
        release.round().orElse(digest("round")),
        7,
        digest("inputs"),
        SPEC_ID,
        List.of(),
        release.weights().sha256(),
        digest("proof"));
  }

  /** The log in which everything is as it should be. */
  public FixtureLog log(Release release) {
    var log = new FixtureLog(ORIGIN, logKey());
    if (release.sequence() == 0) {
      return log.released(release, roots());
    }
    return log.aggregated(aggregate(release), aggregators(1, 2, 3))
        .released(release, aggregators(1, 3, 4));
  }

  /** Writes files into a folder. */
  public static void write(Path folder, SortedMap<String, byte[]> files) throws IOException {
    for (var file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }
}
