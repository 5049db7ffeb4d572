package io.commonweight.trainer.site;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.KeySets;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.identity.VerifyingKey;
import io.commonweight.sdk.json.JsonException;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.CosignerKey;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Member;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.Statement;
import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.trainer.data.Demonstration;
import io.commonweight.trainer.data.Frames;
import io.commonweight.trainer.data.LeRobotDatasetWriter;
import io.commonweight.trainer.policy.Embodiment;
import io.commonweight.trainer.policy.Input;
import io.commonweight.trainer.policy.Output;
import io.commonweight.trainer.policy.Policy;
import io.commonweight.trainer.policy.PolicyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** The fixture's federation of two with a policy of two inputs, and its files. */
final class SmallFederation {
  static final String ORGANIZATION = FederationFixture.organization(1);
  static final HybridKey NODE = FederationFixture.nodeKey(1);
  static final int FPS = 10;

  /** What signs the log that the federation goes on in. */
  static final CosignerKey SECOND_LOG =
      FederationFixture.cosigner("registry-b.example/tabletop", "log of epoch 2");

  static final Embodiment EMBODIMENT =
      new Embodiment(
          "slider",
          "delta",
          FPS,
          List.of(dimension("x"), dimension("goal")),
          List.of(dimension("dx")));

  private static final PolicyConfig CONFIG =
      new PolicyConfig(
          List.of("x", "goal"),
          PolicyConfig.Goal.OBSERVED,
          List.of(new Input.Difference("goal", "x", 1, 2), new Input.Value("x", 0, 1)),
          List.of(Output.direct("dx", 0, 0.1)),
          List.of(8),
          2,
          1);

  private Optional<Founding> second = Optional.empty();
  private final FederationFixture fixture = new FederationFixture(2);
  private final Map<String, Bytes> files = new TreeMap<>();
  private final Policy policy;
  private final Charter.Rounds rounds;
  private final int nodes;
  private final Founding founding;

  /** Writes release 0 into a folder. */
  SmallFederation(Path folder) throws IOException {
    this(folder, FederationFixture.rounds(1, 4));
  }

  /** One with other rounds. */
  SmallFederation(Path folder, Charter.Rounds rounds) throws IOException {
    this(folder, Policy.initial(CONFIG, 7), EMBODIMENT, rounds, Charter.Privacy.OPEN, 1);
  }

  SmallFederation(Path folder, Policy policy, Embodiment embodiment) throws IOException {
    this(folder, policy, embodiment, FederationFixture.rounds(1, 4), Charter.Privacy.OPEN, 1);
  }

  /** A federation of two nodes in each organization, whose rounds are so private. */
  SmallFederation(Path folder, Charter.Privacy privacy) throws IOException {
    this(folder, Policy.initial(CONFIG, 7), EMBODIMENT, FederationFixture.rounds(1, 4), privacy, 2);
  }

  private SmallFederation(
      Path folder,
      Policy policy,
      Embodiment embodiment,
      Charter.Rounds rounds,
      Charter.Privacy privacy,
      int nodes)
      throws IOException {
    this.policy = policy;
    this.rounds = rounds;
    this.nodes = nodes;
    PolicyFolder.write(folder, policy, embodiment);
    Files.writeString(folder.resolve(Release.CARD), "# A slider\n");
    for (String name :
        List.of(PolicyFolder.WEIGHTS, PolicyFolder.CONFIG, PolicyFolder.EMBODIMENT, Release.CARD)) {
      files.put(name, Bytes.of(Files.readAllBytes(folder.resolve(name))));
    }
    founding = fixture.founding(charter(file(PolicyFolder.EMBODIMENT).sha256(), privacy));
  }

  Founding founding() {
    return founding;
  }

  /** How many nodes each organization has. */
  int nodes() {
    return nodes;
  }

  KeySets keySets() {
    return digest ->
        second
            .map(Founding::keys)
            .filter(keys -> keys.digest().equals(digest))
            .or(() -> fixture.keySets().find(digest));
  }

  /** The charter under which organization 2 runs the log, from a checkpoint on. */
  Founding moved(Checkpoint last) {
    Charter charter = founding.charter();
    List<VerifyingKey> keys = new ArrayList<>();
    Charter.KeyPair log = FederationFixture.pair("log of epoch 2", keys);
    for (int i = 1; i <= charter.members().size(); i++) {
      FederationFixture.member(i, keys);
    }
    KeySet set = KeySet.of(keys);
    var next =
        new Charter(
            charter.federation(),
            2,
            Optional.of(founding.charterDigest()),
            charter.expires(),
            new Charter.LogIdentity(
                SECOND_LOG.name(),
                2,
                FederationFixture.organization(2),
                log,
                Optional.of(new Charter.Cut(last.size(), last.root()))),
            set.digest(),
            charter.members(),
            charter.quorum(),
            charter.witnesses(),
            charter.policy(),
            charter.profile(),
            charter.privacy(),
            charter.gate(),
            charter.aggregation(),
            charter.rounds());
    try {
      second = Optional.of(Founding.of(new Statement(next).encode(), set.encode()));
    } catch (JsonException e) {
      throw new AssertionError(e);
    }
    return second.orElseThrow();
  }

  Map<String, Bytes> files() {
    return files;
  }

  Release release0() {
    List<Release.Tensor> tensors = new ArrayList<>();
    for (Map.Entry<String, FloatTensor> tensor : PolicyFolder.tensors(policy).entrySet()) {
      tensors.add(new Release.Tensor(tensor.getKey(), tensor.getValue().shape()));
    }
    return new Release(
        founding.charterDigest(),
        founding.charter().policy(),
        0,
        Optional.empty(),
        Optional.empty(),
        Release.Standing.FOUNDING,
        files.entrySet().stream()
            .map(f -> new Release.File(f.getKey(), f.getValue().sha256(), f.getValue().size()))
            .toList(),
        tensors);
  }

  /** Writes demonstrations of moving {@code x} to {@code goal}. */
  static void writeData(Path folder, List<String> observed, int fps) throws IOException {
    List<Demonstration> demonstrations = new ArrayList<>();
    for (int episode = 0; episode < 6; episode++) {
      var random = new Random(episode);
      float[] state = new float[40];
      float[] action = new float[20];
      float x = random.nextFloat();
      float goal = random.nextFloat();
      for (int frame = 0; frame < 20; frame++) {
        state[2 * frame] = x;
        state[2 * frame + 1] = goal;
        action[frame] = 0.2f * (goal - x);
        x += action[frame];
      }
      demonstrations.add(
          new Demonstration("go", Frames.of(observed, state), Frames.of(List.of("dx"), action)));
    }
    new LeRobotDatasetWriter(folder, "slider", fps).write(demonstrations);
  }

  /** Brings another profile with release 0 than the charter demands. */
  void swapProfile(Path folder, Embodiment other) throws IOException {
    PolicyFolder.write(folder, policy, other);
    files.put(
        PolicyFolder.EMBODIMENT,
        Bytes.of(Files.readAllBytes(folder.resolve(PolicyFolder.EMBODIMENT))));
  }

  private Bytes file(String name) {
    return Optional.ofNullable(files.get(name)).orElseThrow();
  }

  private Charter charter(Sha256 profile, Charter.Privacy privacy) {
    Charter charter = fixture.founding().charter();
    Charter.Aggregation mean =
        FederationFixture.mean(new Sha256(Dagg1.SPEC_ID), "1000000000000000", 1 << 20);
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
        profile,
        privacy,
        charter.gate(),
        privacy.isSecure() ? weighingOne(mean) : mean,
        rounds);
  }

  private Charter.Aggregation weighingOne(Charter.Aggregation mean) {
    return new Charter.Aggregation(
        mean.specId(),
        mean.encoding(),
        mean.scaleBits(),
        mean.tensorScales(),
        mean.normBound(),
        1,
        nodes,
        mean.maxUpdateBytes(),
        mean.rule(),
        mean.optimizer());
  }

  private static Embodiment.Dimension dimension(String name) {
    return new Embodiment.Dimension(name, "m", -2, 2, false);
  }
}
