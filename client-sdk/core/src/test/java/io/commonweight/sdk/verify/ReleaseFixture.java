package io.commonweight.sdk.verify;

import io.commonweight.cards.Embodiment;
import io.commonweight.cards.Identity;
import io.commonweight.cards.Lineage;
import io.commonweight.cards.ModelCard;
import io.commonweight.cards.WeightsFacts;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.HybridVerifyingKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.SigningKey;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.PlainRules;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.verify.Demands.Wanted;
import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.sdk.weights.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
  private static final long FAR_FUTURE = 4_000_000_000L;

  /** When the fixture's delegations begin, unless it is said otherwise. */
  private static final Instant ISSUED = Instant.ofEpochSecond(1_700_000_000L);

  /**
   * How much of the log the signers of its releases have seen: charter, delegations, aggregates.
   */
  private static final int STANDING = 15;

  private static final Sha256 SPEC_ID = digest("spec");

  private final String seed;
  private final Instant issued;
  private final Founding founding;

  /** The federation whose keys follow from a seed. */
  public ReleaseFixture(String seed) {
    this(seed, ISSUED);
  }

  /**
   * The federation whose keys follow from a seed.
   *
   * @param issued when its delegations begin
   */
  public ReleaseFixture(String seed, Instant issued) {
    this.seed = seed;
    this.issued = issued;
    this.founding =
        founding(1, Optional.empty(), FAR_FUTURE, 0, Charter.Threshold.of(ORGANIZATIONS));
  }

  /**
   * A charter that may follow the first.
   *
   * @param expires when it does, in Unix seconds
   * @param rotated the number of the organization that has another root, {@code root-i-new}; 0 if
   *     none has
   */
  public Founding successor(long expires, int rotated) {
    return successor(expires, rotated, Charter.Threshold.of(ORGANIZATIONS).required());
  }

  /**
   * A charter that may follow the first.
   *
   * @param required how many organizations must then agree
   */
  public Founding successor(long expires, int rotated, int required) {
    return founding(
        2,
        Optional.of(founding.charterDigest()),
        expires,
        rotated,
        new Charter.Threshold(Charter.Threshold.of(ORGANIZATIONS).faults(), required));
  }

  private Founding founding(
      int version, Optional<Sha256> previous, long expires, int rotated, Charter.Threshold quorum) {
    List<Member> members = new ArrayList<>();
    List<VerifyingKey> keys = new ArrayList<>();
    Charter.KeyPair log = pair("log", keys);
    for (int i = 1; i <= ORGANIZATIONS; i++) {
      String root = "root-" + i + (i == rotated ? "-new" : "");
      members.add(member("org-" + i, i, key(root), keys));
    }
    members.add(member("pilot", OBSERVER, root(OBSERVER), keys));
    KeySet keySet = KeySet.of(keys);
    var charter = charter(version, previous, expires, keySet.digest(), log, members, quorum);
    try {
      return Founding.of(new Statement(charter).encode(), keySet.encode());
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
  }

  private Member member(String name, int number, HybridKey rootKey, List<VerifyingKey> keys) {
    HybridVerifyingKey root = rootKey.verifyingKey();
    VerifyingKey oms = oms(number).verifyingKey();
    keys.addAll(List.of(root.ed25519(), root.mlDsa65(), oms));
    return new Member(
        name,
        new Charter.KeyPair(root.ed25519().fingerprint(), root.mlDsa65().fingerprint()),
        oms.fingerprint(),
        number != OBSERVER,
        Optional.of(
            new Charter.Witness("witness-" + number + ".example", pair("witness-" + number, keys))),
        1);
  }

  private Charter.KeyPair pair(String name, List<VerifyingKey> keys) {
    VerifyingKey ed25519 = key(Algorithm.ED25519, name).verifyingKey();
    VerifyingKey mlDsa = key(Algorithm.ML_DSA_44, name).verifyingKey();
    keys.addAll(List.of(ed25519, mlDsa));
    return new Charter.KeyPair(ed25519.fingerprint(), mlDsa.fingerprint());
  }

  private SigningKey key(Algorithm algorithm, String name) {
    return SigningKey.ofSeed(algorithm, digest(seed + " " + name).bytes());
  }

  private static Charter charter(
      int version,
      Optional<Sha256> previous,
      long expires,
      Sha256 keys,
      Charter.KeyPair log,
      List<Member> members,
      Charter.Threshold quorum) {
    return new Charter(
        FEDERATION,
        version,
        previous,
        expires,
        new Charter.LogIdentity(ORIGIN, 1, "org-1", log, Optional.empty()),
        keys,
        members,
        quorum,
        Charter.Threshold.of(ORGANIZATIONS),
        POLICY,
        digest("profile"),
        Charter.Privacy.OPEN,
        Optional.empty(),
        PlainRules.mean(SPEC_ID),
        PlainRules.rounds(2));
  }

  /** The founding documents. */
  public Founding founding() {
    return founding;
  }

  /** The verifier of somebody who has pinned this federation. */
  public ReleaseVerifier verifier() {
    return new ReleaseVerifier(
        founding.charterDigest(), POLICY, Demands.of(Wanted.LATEST), Optional.empty(), clock());
  }

  /** A day after the delegations begin. */
  public Clock clock() {
    return Clock.fixed(issued.plus(Duration.ofDays(1)), ZoneOffset.UTC);
  }

  /** When the delegations begin. */
  public Instant issued() {
    return issued;
  }

  /** The key that signs checkpoints. */
  public CosignerKey logKey() {
    return new CosignerKey(ORIGIN, key(Algorithm.ED25519, "log"), key(Algorithm.ML_DSA_44, "log"));
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

  /** The key that signs the releases of organization i, from 1. */
  public HybridKey releaser(int i) {
    return key("release-" + i);
  }

  /** The release keys of some organizations. */
  public List<HybridKey> releasers(int... organizations) {
    List<HybridKey> keys = new ArrayList<>();
    for (int i : organizations) {
      keys.add(releaser(i));
    }
    return keys;
  }

  /** The key that signs the bundles of organization i, from 1. */
  public SigningKey oms(int i) {
    return key(Algorithm.P_256, "oms-" + i);
  }

  /** What gives a key its role. */
  public Delegation delegation(HybridKey key, Charter.Role role) {
    return new Delegation(
        FEDERATION,
        role,
        key.verifyingKey(),
        role == Charter.Role.NODE ? 10_000 : 0,
        issued.getEpochSecond(),
        issued.plus(Delegation.MAX_VALIDITY).getEpochSecond());
  }

  /** The root keys of all organizations that have a vote. */
  public List<HybridKey> roots() {
    return List.of(root(1), root(2), root(3), root(4));
  }

  /** The key of a name, such as {@code root-3} or {@code release-1}. */
  public HybridKey key(String name) {
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
    return release(
        sequence,
        files,
        sequence == 0
            ? Release.Standing.FOUNDING
            : new Release.Standing(STANDING, Release.Standing.FOUNDING.revocations()));
  }

  /** The release of these files, whose signers knew this much. */
  public Release release(int sequence, SortedMap<String, byte[]> files, Release.Standing standing) {
    return release(sequence, files, standing, founding.charterDigest());
  }

  /** The release of these files under a charter, whose signers knew this much. */
  public static Release release(
      int sequence, SortedMap<String, byte[]> files, Release.Standing standing, Sha256 charter) {
    return new Release(
        charter,
        POLICY,
        sequence,
        Optional.of(digest("previous")).filter(_ -> sequence > 0),
        Optional.of(digest("round")).filter(_ -> sequence > 0),
        standing,
        files.entrySet().stream()
            .map(
                file ->
                    new Release.File(
                        file.getKey(), Sha256.of(file.getValue()), file.getValue().length))
            .toList(),
        List.of(new Release.Tensor("layer.weight", List.of(3L))));
  }

  /** The aggregate that made a release. */
  public Aggregate aggregate(Release release) {
    return new Aggregate(
        release.round().orElse(digest("round")),
        7,
        digest("inputs"),
        SPEC_ID,
        List.of(),
        release.weights().sha256(),
        release.optimizerState().stream().map(Release.File::sha256).toList(),
        issued.plus(Duration.ofHours(1)).getEpochSecond(),
        digest("proof"));
  }

  /** The log in which everything is as it should be. */
  public FixtureLog log(Release release) {
    FixtureLog log = newLog();
    if (release.sequence() == 0) {
      return log.released(release, roots());
    }
    return log.aggregated(aggregate(release), aggregators(1, 2, 3))
        .released(release, releasers(1, 3, 4));
  }

  /** A log of the charter and the organizations' delegations. */
  public FixtureLog newLog() {
    return foundedIn(new FixtureLog(logKey(), witnesses(2, 3, 4), cosigned()));
  }

  /** A log to which the charter and the organizations' delegations were appended. */
  public FixtureLog foundedIn(FixtureLog log) {
    log.chartered(founding, roots());
    for (int i = 1; i <= ORGANIZATIONS; i++) {
      log.delegated(delegation(aggregator(i), Charter.Role.AGGREGATOR), root(i))
          .delegated(delegation(releaser(i), Charter.Role.RELEASE), root(i));
    }
    return log;
  }

  /** When witnesses cosign. */
  public Instant cosigned() {
    return issued.plus(Duration.ofHours(2));
  }

  /** The witnesses of some organizations. */
  public List<CosignerKey> witnesses(int... organizations) {
    List<CosignerKey> keys = new ArrayList<>();
    for (int i : organizations) {
      String name = "witness-" + i;
      keys.add(
          new CosignerKey(
              name + ".example", key(Algorithm.ED25519, name), key(Algorithm.ML_DSA_44, name)));
    }
    return keys;
  }

  /** Writes files into a folder. */
  public static void write(Path folder, SortedMap<String, byte[]> files) throws IOException {
    for (var file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }
}
