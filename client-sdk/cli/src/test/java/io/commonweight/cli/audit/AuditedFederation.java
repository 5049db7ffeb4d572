package io.commonweight.cli.audit;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.round.Derivation;
import io.commonweight.federation.round.FederationState;
import io.commonweight.federation.round.Phase;
import io.commonweight.federation.round.Round;
import io.commonweight.federation.round.RoundInputs;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.RefusedException;
import io.commonweight.sdk.charter.SignedStatement;
import io.commonweight.sdk.identity.HybridKey;
import io.commonweight.sdk.identity.KeySet;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.Frontier;
import io.commonweight.sdk.log.MerkleTree;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.statement.Aggregate;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Charter.Aggregation;
import io.commonweight.sdk.statement.Charter.Privacy;
import io.commonweight.sdk.statement.Delegation;
import io.commonweight.sdk.statement.Envelope;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Predicate;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundClose;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.statement.Update;
import io.commonweight.sdk.weights.Dtype;
import io.commonweight.sdk.weights.FloatTensor;
import io.commonweight.sdk.weights.IntTensor;
import io.commonweight.sdk.weights.Safetensors;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A federation of four with a policy of twenty parameters, whose log says what a test makes its
 * members sign. Updates and weights are real files.
 */
final class AuditedFederation {
  private static final String TENSOR = "layer.weight";
  private static final List<Long> SHAPE = List.of(4L, 5L);
  private static final int ELEMENTS = 20;
  private static final Instant TIME = Instant.ofEpochSecond(FederationFixture.ISSUED);

  /** An update blob and its salt. */
  record Stored(Bytes salt, Bytes content) {}

  private final FederationFixture fixture = new FederationFixture(4);
  private final List<Bytes> entries = new ArrayList<>();
  private final Map<Sha256, Stored> updates = new HashMap<>();
  private final Map<Sha256, Bytes> blobs = new HashMap<>();
  private final Map<Sha256, byte[]> secureBlobs = new HashMap<>();
  private final Privacy privacy;
  private final Founding founding;
  private final float[] weights = new float[ELEMENTS];
  private FederationState state;
  private List<float[]> files;
  private Optimizer.Kind states = Optimizer.Kind.NONE;

  /** The federation with its first release in force; it takes means, and adds them as they are. */
  AuditedFederation() {
    this(Rule.mean(), Optimizer.none(), Privacy.OPEN);
  }

  /** The federation with its first release in force; {@link SecureParty} plays secure rounds. */
  AuditedFederation(Rule rule, Optimizer optimizer, Privacy privacy) {
    this.privacy = privacy;
    founding = fixture.founding(charter(rule, optimizer, 1, Optional.empty()));
    state = FederationState.founding(founding);
    var random = new Random(5);
    for (int i = 0; i < ELEMENTS; i++) {
      weights[i] = random.nextFloat(-1, 1);
    }
    files = List.of(weights);
    ratify(founding.charter());
    for (int i = 1; i <= 4; i++) {
      for (Delegation delegation : FederationFixture.delegations(i)) {
        append(delegation, FederationFixture.rootKey(i));
      }
    }
    for (int i = 1; i <= 4; i++) {
      append(release0(), FederationFixture.rootKey(i));
    }
  }

  private Charter charter(Rule rule, Optimizer optimizer, int version, Optional<Sha256> previous) {
    Charter drawn = fixture.founding().charter();
    Aggregation old = drawn.aggregation();
    return new Charter(
        drawn.federation(),
        version,
        previous,
        drawn.expires(),
        drawn.log(),
        drawn.keys(),
        drawn.members(),
        drawn.quorum(),
        drawn.witnesses(),
        drawn.policy(),
        drawn.profile(),
        privacy,
        drawn.gate(),
        new Aggregation(
            old.specId(),
            old.encoding(),
            old.scaleBits(),
            old.tensorScales(),
            old.normBound(),
            privacy.isSecure() ? 1 : old.nodeWeightCap(),
            old.organizationWeightCap(),
            old.maxUpdateBytes(),
            rule,
            optimizer),
        drawn.rounds());
  }

  /** Brings a second charter into force that differs in how rounds compute. */
  void amend(Rule rule, Optimizer optimizer) {
    ratify(charter(rule, optimizer, 2, Optional.of(founding.charterDigest())));
  }

  private void ratify(Charter charter) {
    for (int i = 1; i <= 3; i++) {
      append(charter, FederationFixture.rootKey(i));
    }
  }

  private Release release0() {
    Release drawn = fixture.release0();
    Bytes file = file(weights);
    blobs.put(file.sha256(), file);
    List<Release.File> files =
        drawn.files().stream()
            .map(
                f ->
                    f.path().equals(Release.WEIGHTS)
                        ? new Release.File(f.path(), file.sha256(), file.size())
                        : f)
            .toList();
    return new Release(
        founding.charterDigest(),
        drawn.policy(),
        0,
        drawn.previous(),
        drawn.round(),
        drawn.standing(),
        files,
        List.of(new Release.Tensor(TENSOR, SHAPE)));
  }

  Founding founding() {
    return founding;
  }

  Optional<KeySet> keySet(Sha256 digest) {
    return fixture.keySets().find(digest);
  }

  FederationState state() {
    return state;
  }

  List<Bytes> entries() {
    return List.copyOf(entries);
  }

  Optional<Stored> update(Sha256 commitment) {
    return Optional.ofNullable(updates.get(commitment));
  }

  Optional<Bytes> blob(Sha256 digest) {
    return Optional.ofNullable(blobs.get(digest));
  }

  /** What nodes of secure rounds have uploaded, by the digest that they have signed. */
  Map<Sha256, byte[]> secureBlobs() {
    return secureBlobs;
  }

  /** Loses every update blob. */
  void loseUpdates() {
    updates.clear();
  }

  /** Keeps other bytes under the names of the updates. */
  void spoilUpdates() {
    updates.replaceAll(
        (_, stored) -> {
          byte[] content = stored.content().toArray();
          content[content.length - 1] ^= 1;
          return new Stored(stored.salt(), Bytes.of(content));
        });
  }

  /** Changes one byte of a logged entry. */
  void spoilEntry(int index) {
    byte[] entry = entries.get(index).toArray();
    entry[entry.length - 10] ^= 1;
    entries.set(index, Bytes.of(entry));
  }

  /** Logs what has no right to be there, as a sequencer may that does not judge. */
  void force(Predicate predicate, HybridKey key) {
    entries.add(Bytes.of(FederationFixture.sign(predicate, key).encode()));
  }

  /** Opens a round, has every node submit an update, and closes it. */
  Round round() {
    return round(_ -> {});
  }

  /** The same, with something else before it is closed. */
  Round round(Consumer<Round> more) {
    for (int i = 1; i <= 3; i++) {
      append(Derivation.nextRound(state), FederationFixture.aggregatorKey(i));
    }
    Round round = state.openRound().orElseThrow();
    for (int i = 1; i <= 4; i++) {
      submit(round, i, quanta(round, i));
    }
    more.accept(round);
    for (int i = 1; i <= 3; i++) {
      append(new RoundClose(round.id()), FederationFixture.aggregatorKey(i));
    }
    return state.rounds().getLast();
  }

  /** Has node i submit a second update, which does not count. */
  void submitAgain(Round round, int i) {
    submit(round, i, new Random(i).ints(ELEMENTS, -3000, 3001).toArray());
  }

  private void submit(Round round, int i, int[] quanta) {
    Bytes blob = file(quanta);
    Sha256 commitment = Update.commit(FederationFixture.salt(), blob.sha256());
    updates.put(commitment, new Stored(FederationFixture.salt(), blob));
    append(
        new Update(
            round.id(),
            round.open().base(),
            FederationFixture.nodeKey(i).fingerprint(),
            commitment,
            frames(i),
            blob.size()),
        FederationFixture.nodeKey(i));
  }

  private static long frames(int i) {
    return 100L * i + 1;
  }

  static int[] quanta(Round round, int i) {
    return new Random(31L * round.number() + i).ints(ELEMENTS, -3000, 3001).toArray();
  }

  /** The new weights of a closed round. */
  Bytes output(Round round) {
    return files(round).getFirst();
  }

  /** The new weights, and the optimizer's states, of a closed round. */
  List<Bytes> files(Round round) {
    return next(round).stream().map(AuditedFederation::file).toList();
  }

  /** What the states of another optimizer were is forgotten. */
  private List<float[]> next(Round round) {
    List<float[]> old = new ArrayList<>(files.subList(0, 1));
    if (states == round.open().optimizer().kind()) {
      old.addAll(files.subList(1, files.size()));
    }
    while (old.size() < 3) {
      old.add(new float[ELEMENTS]);
    }
    List<Integer> nodes = List.of(1, 2, 3, 4);
    return new ExpectedRound(
            round.open(),
            nodes.stream().map(i -> quanta(round, i)).toList(),
            nodes.stream().map(i -> privacy.isSecure() ? 1 : frames(i)).toList())
        .files(old);
  }

  /** What organization i states of a round whose output is {@code output}. */
  Aggregate aggregate(Round round, int i, Bytes output) {
    List<Bytes> all = files(round);
    return aggregate(round, i, output, all.subList(1, all.size()));
  }

  /** What organization i states of a round that leaves these states. */
  Aggregate aggregate(Round round, int i, Bytes output, List<Bytes> optimizerState) {
    RoundInputs inputs = RoundInputs.of(state, round);
    MessageDigest proof =
        Aggregate.newOutputProof(FederationFixture.aggregatorKey(i).fingerprint());
    return new Aggregate(
        round.id(),
        round.cutoff().orElseThrow(),
        inputs.digest(),
        round.open().specId(),
        inputs.rejected(),
        output.sha256(),
        optimizerState.stream().map(Bytes::sha256).toList(),
        FederationFixture.ISSUED + round.number(),
        Sha256.ofBytes(proof.digest(output.toArray())));
  }

  /** Has organization i state the right output. */
  void aggregateHonestly(Round round, int... organizations) {
    for (int i : organizations) {
      append(aggregate(round, i, output(round)), FederationFixture.aggregatorKey(i));
    }
  }

  /** Releases what the quorum stands by. */
  void release() {
    var releasing = (Phase.Releasing) state.phase();
    List<float[]> next = next(releasing.round());
    next.stream().map(AuditedFederation::file).forEach(made -> blobs.put(made.sha256(), made));
    Release release =
        Derivation.nextRelease(
            state,
            releasing.round(),
            releasing.result(),
            releasing.standing(),
            new Release.File(Release.CARD, FederationFixture.digest("card"), 100));
    for (int i = 1; i <= 3; i++) {
      append(release, FederationFixture.releaseKey(i));
    }
    files = next;
    states = releasing.round().open().optimizer().kind();
  }

  void append(Predicate predicate, HybridKey key) {
    append(FederationFixture.sign(predicate, key));
  }

  void append(Envelope envelope) {
    try {
      SignedStatement signed = state.directory().verify(envelope, fixture.keySets());
      state = state.apply(state.size(), signed);
      entries.add(Bytes.of(envelope.encode()));
    } catch (RefusedException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** The checkpoint of all entries, cosigned by the witnesses of some organizations. */
  SignedNote checkpoint(int... witnesses) {
    Frontier tree = Frontier.EMPTY;
    for (Bytes entry : entries) {
      tree = tree.append(MerkleTree.leafHash(entry.toArray()));
    }
    var checkpoint = new Checkpoint(FederationFixture.ORIGIN, tree.size(), tree.root());
    SignedNote note = checkpoint.sign(FederationFixture.logKey(), TIME);
    for (int i : witnesses) {
      note = note.with(checkpoint.cosign(FederationFixture.witnessKey(i), TIME));
    }
    return note;
  }

  /** A weights file of these parameters. */
  static Bytes file(float[] values) {
    return file(
        path ->
            Safetensors.writeFloats(
                path, Map.of(TENSOR, new FloatTensor(SHAPE, FloatBuffer.wrap(values)))));
  }

  private static Bytes file(int[] values) {
    return file(
        path ->
            Safetensors.writeInts(
                path, Dtype.I32, Map.of(TENSOR, new IntTensor(SHAPE, IntBuffer.wrap(values)))));
  }

  private interface Writing {
    void to(Path file) throws IOException;
  }

  private static Bytes file(Writing writing) {
    try {
      Path file = Files.createTempFile("audited", ".safetensors");
      writing.to(file);
      byte[] content = Files.readAllBytes(file);
      Files.delete(file);
      return Bytes.of(content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
