package io.commonweight.sdk.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.identity.Algorithm;
import io.commonweight.sdk.identity.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Makes the vectors of the specification again and compares them byte for byte. After a deliberate
 * change {@code -Dcommonweight.vectors=write} writes them.
 */
class LogVectorsTest {

  private static final Path FILE =
      Path.of(System.getProperty("commonweight.home", "../.."), "docs/protocol/vectors/log-1.json");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant TIME = Instant.ofEpochSecond(1795176000);
  private static final String ORIGIN = "log.example/tabletop";
  private static final CosignerKey LOG = key(ORIGIN);
  private static final List<String> ORGANIZATIONS = List.of("beta", "gamma", "delta");
  private static final WitnessPolicy POLICY =
      new WitnessPolicy(
          LOG.verifyingKey(),
          "acme",
          ORGANIZATIONS.stream()
              .map(o -> new WitnessPolicy.Witness(o, witness(o).verifyingKey()))
              .toList(),
          2);
  private static final Checkpoint SEVEN =
      new Checkpoint(ORIGIN, 7, ReferenceTree.root(ReferenceTree.leaves(7)));
  private static final SignedNote NOTE =
      SEVEN
          .sign(LOG, TIME)
          .with(SEVEN.cosign(witness("beta"), TIME.plusSeconds(2)))
          .with(SEVEN.cosign(witness("delta"), TIME.plusSeconds(3)));
  private static final ConsistencyProof PROOF =
      new ConsistencyProof(ReferenceTree.proof(3, ReferenceTree.leaves(7)));
  private static final Inconsistency INCONSISTENCY =
      new Inconsistency(
          ReferenceTree.root(ReferenceTree.leaves(3)),
          PROOF,
          new Checkpoint(ORIGIN, 3, Sha256.of("another beginning".getBytes(UTF_8))).sign(LOG, TIME),
          SEVEN.sign(LOG, TIME));
  private static final SignedNote FORK =
      new Checkpoint(ORIGIN, 7, Sha256.of("another history".getBytes(UTF_8))).sign(LOG, TIME);

  @Test
  void theVectorsAreWhatThisImplementationWrites() throws IOException {
    byte[] made = (JSON.writer(printer()).writeValueAsString(vectors()) + "\n").getBytes(UTF_8);
    if (System.getProperty("commonweight.vectors", "").equals("write")) {
      Files.write(FILE, made);
    }

    assertThat(made).isEqualTo(Files.readAllBytes(FILE));
  }

  @Test
  void thePolicyAcceptsTheReceipt() throws IOException, ProofException {
    JsonNode vectors = JSON.readTree(FILE.toFile());
    LogProof receipt = LogProof.parse(bytes(vectors.path("receipt")));
    TlogPolicy policy = TlogPolicy.parse(bytes(vectors.path("policy")));

    WitnessedCheckpoint witnessed = receipt.verify(bytes(vectors.path("entries").get(3)), POLICY);
    assertThat(witnessed.checkpoint()).isEqualTo(policy.verify(receipt.checkpoint()));
    assertThat(witnessed.organizations()).containsExactly("beta", "delta");
    assertThat(witnessed.signed()).isEqualTo(TIME);
    assertThat(witnessed.oldest()).contains(TIME.plusSeconds(2));
    assertThat(witnessed.newest()).contains(TIME.plusSeconds(3));
  }

  @Test
  void theEvidenceConvictsTheLog() throws IOException, ProofException {
    byte[] evidence = bytes(JSON.readTree(FILE.toFile()).path("equivocation"));

    assertThat(Equivocation.parse(evidence).verify(LOG.verifyingKey())).isEqualTo(7);
  }

  @Test
  void theEvidenceOfAnotherBeginningConvictsTheLog() throws IOException, ProofException {
    byte[] evidence = bytes(JSON.readTree(FILE.toFile()).path("inconsistency"));

    assertThat(Inconsistency.parse(evidence).verify(LOG.verifyingKey())).isEqualTo(3);
  }

  @Test
  void theTilesHaveTheRootsAndGiveTheProofs() throws IOException, ProofException {
    JsonNode vectors = JSON.readTree(FILE.toFile());
    TileReader tiles =
        path ->
            Optional.ofNullable(vectors.path("tiles").path(path.path()).textValue())
                .map(HexFormat.of()::parseHex);

    for (int size = 0; size <= 7; size++) {
      assertThat(CanonicalText.base64(new TiledTree(size, 7, tiles).root()))
          .isEqualTo(vectors.path("roots").get(size).textValue());
    }
    var proof = new TiledTree(7, tiles).consistency(3);
    assertThat(proof.path().stream().map(CanonicalText::base64))
        .containsExactlyElementsOf(
            JSON.convertValue(
                vectors.path("consistency").path("proof"), new TypeReference<List<String>>() {}));
    assertThat(new TiledTree(7, tiles).entry(6)).isEqualTo(bytes(vectors.path("entries").get(6)));
  }

  @Test
  void thePolicyRefusesEveryOtherNote() throws IOException, ProofException {
    JsonNode vectors = JSON.readTree(FILE.toFile());
    TlogPolicy foreign = TlogPolicy.parse(bytes(vectors.path("policy")));

    for (JsonNode refused : vectors.path("refused")) {
      for (NoteReader reader : List.<NoteReader>of(POLICY::verify, foreign::verify)) {
        assertThatThrownBy(() -> reader.read(SignedNote.parse(bytes(refused.path("note")))))
            .as(refused.path("why").textValue())
            .isInstanceOf(ProofException.class);
      }
    }
  }

  private interface NoteReader {
    Object read(SignedNote note) throws ProofException;
  }

  private static ObjectNode vectors() {
    ObjectNode vectors = JSON.createObjectNode();
    vectors.put("spec", "c2sp.org/signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof");
    putKeys(vectors.putArray("keys").addObject(), LOG, LOG.verifyingKey().logKeys());
    for (String organization : ORGANIZATIONS) {
      CosignerKey witness = witness(organization);
      ObjectNode key = vectors.withArray("keys").addObject();
      putKeys(key.put("organization", organization), witness, witness.verifyingKey().witnessKeys());
    }
    ReferenceTree.entries(0, 7)
        .forEach(e -> vectors.withArray("entries").add(new String(e, UTF_8)));
    vectors.put("cosignedBy", "beta").put("cosignedAt", TIME.plusSeconds(2).getEpochSecond());
    vectors.put("cosigned0x04", "cosignature/v1\ntime 1795176002\n" + SEVEN.text());
    vectors.put("cosigned0x06", HexFormat.of().formatHex(subtree()));
    vectors.put("policy", TlogPolicy.of(POLICY).encode());
    vectors.put(
        "receipt",
        new LogProof(new InclusionProof(3, ReferenceTree.path(3, ReferenceTree.leaves(7))), NOTE)
            .encode());
    vectors.put("equivocation", new Equivocation(NOTE, FORK).encode());
    vectors.put("inconsistency", INCONSISTENCY.encode());
    putTree(vectors);
    putRefused(vectors);
    return vectors;
  }

  private static void putTree(ObjectNode vectors) {
    for (int size = 0; size <= 7; size++) {
      Sha256 root = ReferenceTree.root(ReferenceTree.leaves(size));
      vectors.withArray("roots").add(CanonicalText.base64(root));
    }
    ObjectNode consistency = vectors.putObject("consistency").put("from", 3).put("to", 7);
    PROOF.path().forEach(hash -> consistency.withArray("proof").add(CanonicalText.base64(hash)));
    vectors.put("addCheckpoint", "old 3\n" + lines(PROOF) + '\n' + SEVEN.sign(LOG, TIME).encode());
    ObjectNode tiles = vectors.putObject("tiles");
    growth()
        .tiles()
        .forEach((path, tile) -> tiles.put(path.path(), HexFormat.of().formatHex(tile)));
  }

  private static String lines(ConsistencyProof proof) {
    return proof.path().stream()
        .map(hash -> CanonicalText.base64(hash) + '\n')
        .collect(Collectors.joining());
  }

  private static LogGrowth growth() {
    try {
      return LogGrowth.append(0, _ -> Optional.empty(), ReferenceTree.entries(0, 7));
    } catch (IOException | ProofException e) {
      throw new AssertionError(e);
    }
  }

  private static void putKeys(ObjectNode json, CosignerKey key, List<NoteKey> lines) {
    json.put("name", key.name());
    json.put("ed25519Seed", HexFormat.of().formatHex(seed(key.name(), Algorithm.ED25519)));
    json.put("mlDsa44Seed", HexFormat.of().formatHex(seed(key.name(), Algorithm.ML_DSA_44)));
    lines.forEach(line -> json.withArray("vkeys").add(line.vkey()));
  }

  private static void putRefused(ObjectNode vectors) {
    List<NoteSignature> lines = NOTE.signatures();
    refuse(vectors, "the log's ML-DSA-44 line is missing", without(1));
    refuse(vectors, "the log's Ed25519 line is missing", without(0));
    refuse(
        vectors,
        "one witness where two are required",
        new SignedNote(NOTE.text(), lines.subList(0, 4)));
    refuse(vectors, "delta has no ML-DSA-44 line", without(5));
    refuse(vectors, "delta has no Ed25519 line", without(4));
    refuse(
        vectors,
        "beta twice is one witness",
        SEVEN
            .sign(LOG, TIME)
            .with(SEVEN.cosign(witness("beta"), TIME))
            .with(SEVEN.cosign(witness("beta"), TIME.plusSeconds(1))));
    refuse(
        vectors,
        "gamma's valid Ed25519 cosignature has the time 0",
        NOTE.with(List.of(atZero(witness("gamma")))));
    refuse(
        vectors,
        "gamma's lines are of another checkpoint",
        NOTE.with(new Checkpoint(ORIGIN, 8, SEVEN.root()).cosign(witness("gamma"), TIME)));
    refuse(vectors, "the lines are of another root", new SignedNote(FORK.text(), lines));
    refuse(
        vectors,
        "the size has a leading zero, which the ML-DSA-44 lines do not cover",
        resigned(NOTE.text().replace("\n7\n", "\n07\n")));
    refuse(
        vectors,
        "an extension line, which the ML-DSA-44 lines do not cover",
        resigned(NOTE.text() + "extension\n"));
  }

  private static void refuse(ObjectNode vectors, String why, SignedNote note) {
    vectors.withArray("refused").addObject().put("why", why).put("note", note.encode());
  }

  private static SignedNote without(int line) {
    var kept = new ArrayList<>(NOTE.signatures());
    kept.remove(line);
    return new SignedNote(NOTE.text(), kept);
  }

  /** Another text with good Ed25519 lines over its bytes and the ML-DSA-44 lines as they were. */
  private static SignedNote resigned(String text) {
    List<NoteSignature> lines = new ArrayList<>(NOTE.signatures());
    lines.set(0, NoteSignature.of(text, ORIGIN, LOG.ed25519()));
    lines.set(2, timed(witness("beta"), TIME.plusSeconds(2).getEpochSecond(), text));
    lines.set(4, timed(witness("delta"), TIME.plusSeconds(3).getEpochSecond(), text));
    return new SignedNote(text, lines);
  }

  private static NoteSignature atZero(CosignerKey witness) {
    return timed(witness, 0, SEVEN.text());
  }

  private static NoteSignature timed(CosignerKey witness, long seconds, String text) {
    String message = "cosignature/v1\ntime " + seconds + '\n' + text;
    byte[] signature = witness.ed25519().sign(message.getBytes(UTF_8));
    return NoteSignature.of(
        witness.verifyingKey().witnessKeys().getFirst(),
        ByteBuffer.allocate(8 + signature.length).putLong(seconds).put(signature).array());
  }

  /** The {@code cosigned_message} of beta's ML-DSA-44 line. */
  private static byte[] subtree() {
    byte[] name = witness("beta").name().getBytes(UTF_8);
    byte[] origin = ORIGIN.getBytes(UTF_8);
    return ByteBuffer.allocate(12 + 1 + name.length + 8 + 1 + origin.length + 8 + 8 + 32)
        .put("subtree/v1\n\0".getBytes(UTF_8))
        .put((byte) name.length)
        .put(name)
        .putLong(1795176002)
        .put((byte) origin.length)
        .put(origin)
        .putLong(0)
        .putLong(7)
        .put(SEVEN.root().bytes())
        .array();
  }

  private static CosignerKey witness(String organization) {
    return key("witness." + organization + ".example");
  }

  private static CosignerKey key(String name) {
    return new CosignerKey(
        name,
        SigningKey.ofSeed(Algorithm.ED25519, seed(name, Algorithm.ED25519)),
        SigningKey.ofSeed(Algorithm.ML_DSA_44, seed(name, Algorithm.ML_DSA_44)));
  }

  private static byte[] seed(String name, Algorithm algorithm) {
    return Sha256.of((name + ' ' + algorithm.label()).getBytes(UTF_8)).bytes();
  }

  private static byte[] bytes(JsonNode text) {
    return text.textValue().getBytes(UTF_8);
  }

  private static DefaultPrettyPrinter printer() {
    var indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
  }
}
