package io.commonweight.sdk.log;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.foreign.ForeignProgram;
import io.commonweight.sdk.foreign.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code behind Go's checksum database judges our checkpoints, tiles and proofs. */
class GoSumdbTest {

  private static final String ORIGIN = "log.example/federation";
  private static final CosignerKey LOG = Cosigners.key(ORIGIN);
  private static final NoteKey LOG_LINE = LOG.verifyingKey().logKeys().getFirst();
  private static final CosignerKey WITNESS = Cosigners.witnessKey("beta");
  private static final NoteKey WITNESS_LINE = WITNESS.verifyingKey().witnessKeys().getFirst();
  private static final String VKEY = LOG_LINE.vkey();

  /** Three full tiles, a partial one, and a partial one above them. */
  private static final int SIZE = 1000;

  private final ForeignProgram sumdb = ForeignProgram.go("sumdb.go");

  @TempDir private Path folder;

  private final Map<TilePath, byte[]> tiles = new HashMap<>();
  private final TiledTree tree = new TiledTree(SIZE, path -> Optional.ofNullable(tiles.get(path)));

  @BeforeEach
  void serve() throws Exception {
    int size = 0;
    for (int next : List.of(1, 255, 700, SIZE)) {
      TileReader reader = path -> Optional.ofNullable(tiles.get(path));
      LogGrowth growth = LogGrowth.append(size, reader, ReferenceTree.entries(size, next));
      tiles.putAll(growth.tiles());
      size = next;
    }
    for (Map.Entry<TilePath, byte[]> tile : tiles.entrySet()) {
      Path file = folder.resolve(tile.getKey().path());
      Files.createDirectories(file.getParent());
      Files.write(file, tile.getValue());
    }
    Files.write(folder.resolve("checkpoint"), checkpoint().bytes());
  }

  @Test
  void noteOpensOurCheckpointAndItsCosignature() throws Exception {
    assertThat(note(checkpoint().encode()))
        .isEqualTo(
            "%s %s\n%s %s\n".formatted(ORIGIN, LOG_LINE.id(), WITNESS.name(), WITNESS_LINE.id()));
  }

  @Test
  void noteRefusesAChangedCheckpoint() throws Exception {
    String encoded = checkpoint().encode();

    assertThat(note(encoded.replace("\n1000\n", "\n1001\n")))
        .isEqualTo("refused: invalid signature for key " + LOG_LINE.label() + "\n");
    assertThat(note(encoded.replace("\u2014 ", "\u2014 x.")))
        .isEqualTo("refused: note has no verifiable signatures\n");
  }

  @Test
  void noteRefusesACosignatureWithAnotherTime() throws Exception {
    Checkpoint signed = Checkpoint.parse(checkpoint().text());
    Instant later = Cosigners.NOON.plusSeconds(1);
    String line = signed.cosign(WITNESS, Cosigners.NOON).getFirst().base64();
    String other = signed.cosign(WITNESS, later).getFirst().base64();
    // 16 digits of base64 are exactly the key's id and the time.
    String mixed = other.substring(0, 16) + line.substring(16);

    assertThat(note(checkpoint().encode().replace(line, mixed)))
        .isEqualTo("refused: invalid signature for key " + WITNESS_LINE.label() + "\n");
    assertThat(note(checkpoint().encode().replace(line, other))).contains(WITNESS.name());
  }

  @Test
  void noteOpensBothNotesOfOurEvidence() throws Exception {
    SignedNote fork = new Checkpoint(ORIGIN, SIZE, MerkleTree.EMPTY_ROOT).sign(LOG, Cosigners.NOON);
    Path file = folder.resolve("evidence");
    Files.write(file, new Equivocation(checkpoint(), fork).bytes());

    assertThat(sumdb.run(folder, "evidence", "evidence", VKEY).output())
        .isEqualTo("two roots at size 1000\n");

    Files.writeString(file, Files.readString(file).replace("\n1000\n", "\n1001\n"));
    assertThat(sumdb.run(folder, "evidence", "evidence", VKEY).output())
        .isEqualTo("refused: invalid signature for key " + LOG_LINE.label() + "\n");
  }

  @Test
  void tlogFindsThatALogHasRewrittenItsPast() throws Exception {
    SignedNote rewritten =
        new Checkpoint(ORIGIN, 700, MerkleTree.EMPTY_ROOT).sign(LOG, Cosigners.NOON);
    ConsistencyProof proof = tree.consistency(700);
    Sha256 root = new TiledTree(700, path -> Optional.ofNullable(tiles.get(path))).root();
    Path file = folder.resolve("evidence");
    Files.write(file, new Inconsistency(root, proof, rewritten, checkpoint()).bytes());

    assertThat(sumdb.run(folder, "evidence", "evidence", VKEY).output())
        .isEqualTo("two roots at size 700\n");

    Sha256 other = Sha256.of(new byte[1]);
    Files.write(file, new Inconsistency(other, proof, rewritten, checkpoint()).bytes());
    assertThat(sumdb.run(folder, "evidence", "evidence", VKEY).output())
        .isEqualTo("refused: invalid transparency proof\n");
  }

  @Test
  void tlogReadsOurTilesAndProvesWhatWeProve() throws Exception {
    List<String> expected = new ArrayList<>(inclusionProofs());
    expected.addAll(consistencyProofs());

    assertThat(sumdb.output(folder, "log", ".", VKEY).lines()).containsExactlyElementsOf(expected);
  }

  @Test
  void tlogRefusesTilesOfAnotherTree() throws Exception {
    Path tile = folder.resolve("tile/0/002");
    byte[] hashes = Files.readAllBytes(tile);
    hashes[77] ^= 1;
    Files.write(tile, hashes);

    Run run = sumdb.run(folder, "log", ".", VKEY);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.output().lines().toList().getLast()).startsWith("refused: ");
  }

  @Test
  void tlogRefusesAnotherEntry() throws Exception {
    Path bundle = folder.resolve("tile/entries/001");
    String entries = Files.readString(bundle);
    Files.writeString(bundle, entries.replace("leaf 300", "leaf 301"));

    assertThat(sumdb.run(folder, "log", ".", VKEY).output())
        .endsWith("refused: invalid transparency proof\n");
  }

  @Test
  void tlogAcceptsOurInclusionProofsAndNoWrongOnes() throws Exception {
    List<String> proofs = inclusionProofs();

    assertThat(verdicts("inclusion", proofs)).isEqualTo(Collections.nCopies(SIZE, "valid"));
    for (Damage damage : Damage.values()) {
      assertThat(verdicts("inclusion", damaged(proofs, damage)))
          .as("%s", damage)
          .isEqualTo(Collections.nCopies(SIZE, "invalid"));
    }
  }

  @Test
  void tlogAcceptsOurConsistencyProofsAndNoWrongOnes() throws Exception {
    List<String> proofs = consistencyProofs();

    assertThat(verdicts("consistency", proofs)).isEqualTo(Collections.nCopies(SIZE, "valid"));
    // Of the last proof, from the tree to itself, only the root can be wrong.
    List<String> growing = proofs.subList(0, SIZE - 1);
    for (Damage damage : Damage.values()) {
      assertThat(verdicts("consistency", damaged(growing, damage)))
          .as("%s", damage)
          .isEqualTo(Collections.nCopies(SIZE - 1, "invalid"));
    }
  }

  @Test
  void tlogAcceptsOurReceipt() throws Exception {
    Files.write(folder.resolve("entry"), tree.entry(700));
    Files.write(folder.resolve("receipt"), new LogProof(tree.inclusion(700), checkpoint()).bytes());

    assertThat(receipt()).isEqualTo("entry 700 of 1000\n");

    Files.write(folder.resolve("entry"), tree.entry(701));
    assertThat(receipt()).isEqualTo("refused: invalid transparency proof\n");
  }

  /** Ways to make a line of a number and hashes wrong. */
  private enum Damage {
    OTHER_NUMBER,
    FLIPPED_BIT,
    LAST_HASH_MISSING,
    HASH_TOO_MANY
  }

  private static List<String> damaged(List<String> proofs, Damage damage) {
    return proofs.stream().map(proof -> damaged(proof, damage)).toList();
  }

  private static String damaged(String proof, Damage damage) {
    int space = proof.indexOf(' ');
    String hash = proof.substring(proof.lastIndexOf(' ') + 1);
    return switch (damage) {
      case OTHER_NUMBER ->
          (Integer.parseInt(proof.substring(0, space)) ^ 1) + proof.substring(space);
      case FLIPPED_BIT -> proof.replace(hash, flipped(hash));
      case LAST_HASH_MISSING -> proof.substring(0, proof.lastIndexOf(' '));
      case HASH_TOO_MANY -> proof + ' ' + hash;
    };
  }

  private static String flipped(String base64) {
    return (base64.charAt(0) == 'A' ? 'B' : 'A') + base64.substring(1);
  }

  private List<String> verdicts(String command, List<String> proofs) throws IOException {
    Files.write(folder.resolve("proofs"), proofs);
    return sumdb.output(folder, command, ".", VKEY, "proofs").lines().toList();
  }

  private SignedNote checkpoint() throws Exception {
    var checkpoint = new Checkpoint(ORIGIN, SIZE, tree.root());
    return checkpoint.sign(LOG, Cosigners.NOON).with(checkpoint.cosign(WITNESS, Cosigners.NOON));
  }

  private String note(String text) throws IOException {
    Files.writeString(folder.resolve("note"), text);
    return sumdb.run(folder, "note", "note", VKEY, WITNESS_LINE.vkey()).output();
  }

  private String receipt() {
    return sumdb.run(folder, "receipt", "receipt", "entry", VKEY).output();
  }

  private List<String> inclusionProofs() throws Exception {
    List<String> proofs = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      proofs.add(line(i, tree.inclusion(i).path()));
    }
    return proofs;
  }

  private List<String> consistencyProofs() throws Exception {
    List<String> proofs = new ArrayList<>();
    for (int size = 1; size <= SIZE; size++) {
      List<Sha256> hashes = new ArrayList<>();
      hashes.add(new TiledTree(size, SIZE, tree.reader()).root());
      hashes.addAll(tree.consistency(size).path());
      proofs.add(line(size, hashes));
    }
    return proofs;
  }

  private static String line(int number, List<Sha256> hashes) {
    return number + " " + hashes.stream().map(CanonicalText::base64).collect(joining(" "));
  }
}
