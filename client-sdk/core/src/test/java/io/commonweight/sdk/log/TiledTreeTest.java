package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logs that grow through tiles have the roots and proofs of RFC 6962. */
class TiledTreeTest {

  private final Map<TilePath, byte[]> stored = new HashMap<>();
  private final TileReader reader = path -> Optional.ofNullable(stored.get(path));

  static LongStream seeds() {
    return LongStream.range(0, 8);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aLogGrownInRandomStepsHasTheRootsAndProofsOfItsEntries(long seed) throws Exception {
    var random = new Random(seed);
    int size = 0;
    while (size < 700) {
      int next = size + 1 + random.nextInt(random.nextBoolean() ? 3 : 300);
      LogGrowth growth = append(size, next);
      List<Sha256> leaves = ReferenceTree.leaves(next);

      assertThat(growth.root()).isEqualTo(ReferenceTree.root(leaves));
      int index = random.nextInt(next);
      int first = 1 + random.nextInt(next);
      var tree = new TiledTree(next, reader);
      assertThat(tree.inclusion(index).path()).isEqualTo(ReferenceTree.path(index, leaves));
      assertThat(tree.consistency(first).path()).isEqualTo(ReferenceTree.proof(first, leaves));
      assertThat(tree.entry(index)).isEqualTo(ReferenceTree.entries(index, index + 1).getFirst());
      size = next;
    }
  }

  @Test
  void stepsOfAnySizeLeadToTheSameTiles() throws Exception {
    append(0, 70_000);
    Map<TilePath, byte[]> atOnce = new HashMap<>(stored);
    stored.clear();
    append(0, 255);
    append(255, 65_536);
    append(65_536, 70_000);
    stored.keySet().retainAll(atOnce.keySet());

    assertThat(stored)
        .hasSameSizeAs(atOnce)
        .allSatisfy((p, t) -> assertThat(t).isEqualTo(atOnce.get(p)));
    assertThat(atOnce)
        .containsKeys(
            new TilePath.Hashes(2, 0, 1),
            new TilePath.Hashes(1, 1, 17),
            new TilePath.Hashes(0, 273, 112),
            new TilePath.Entries(273, 112));
    new TiledTree(70_000, reader)
        .inclusion(65_535)
        .verify(leaf(65_535), 70_000, new TiledTree(70_000, reader).root());
  }

  @Test
  void smallerTreesAreProvenFromTheTilesOfALargerOne() throws Exception {
    append(0, 600);
    List<Sha256> leaves = ReferenceTree.leaves(600);
    for (int size : List.of(1, 255, 256, 257, 511, 512, 513, 600)) {
      var tree = new TiledTree(size, 600, reader);
      assertThat(tree.root()).isEqualTo(ReferenceTree.root(leaves.subList(0, size)));
      assertThat(tree.entries(size - 1)).hasSize(1);
      assertThat(tree.frontier().size()).isEqualTo(size);
      assertThat(tree.frontier().root()).isEqualTo(tree.root());
      tree.consistency(1).verify(1, leaves.getFirst(), size, tree.root());
    }
  }

  @Test
  void theFullTileStandsInForADeletedPartialOne() throws Exception {
    append(0, 40);
    append(40, 256);
    stored.remove(new TilePath.Hashes(0, 0, 40));
    stored.remove(new TilePath.Entries(0, 40));
    var tree = new TiledTree(40, reader);

    assertThat(tree.root()).isEqualTo(ReferenceTree.root(ReferenceTree.leaves(40)));
    assertThat(tree.entries(0)).hasSize(40);
  }

  @Test
  void nothingAppendedChangesNothing() throws Exception {
    LogGrowth nothing = append(0, 0);
    assertThat(nothing).isEqualTo(new LogGrowth(0, MerkleTree.EMPTY_ROOT, Map.of()));

    LogGrowth some = append(0, 5);
    assertThat(append(5, 5)).isEqualTo(new LogGrowth(5, some.root(), Map.of()));
  }

  @Test
  void missingAndMisshapenTilesAreNamed() throws Exception {
    append(0, 300);
    stored.remove(new TilePath.Hashes(0, 1, 44));
    assertThatThrownBy(() -> new TiledTree(300, reader).root())
        .isInstanceOf(ProofException.class)
        .hasMessage("read tile: tile/0/001.p/44 is missing");

    stored.put(new TilePath.Hashes(0, 1, 44), new byte[43 * 32]);
    assertThatThrownBy(() -> append(300, 301))
        .isInstanceOf(ProofException.class)
        .hasMessage("read tile: tile/0/001.p/44 has 1376 bytes");
  }

  @Test
  void aBundleMustHoldAllItsEntries() throws Exception {
    append(0, 10);
    stored.put(new TilePath.Entries(0, 10), EntryBundle.encode(ReferenceTree.entries(0, 9)));

    assertThatThrownBy(() -> new TiledTree(10, reader).entry(0))
        .isInstanceOf(ProofException.class)
        .hasMessage("read tile: bundle 0 has 9 entries");
  }

  @Test
  void unreadableTilesAreAnInputFailure() {
    TileReader broken =
        _ -> {
          throw new IOException("disk");
        };
    assertThatThrownBy(() -> new TiledTree(1, broken).root()).isInstanceOf(IOException.class);
  }

  @Test
  void indicesOutsideTheTreeAreTheCallersMistake() {
    var tree = new TiledTree(4, reader);
    assertThatThrownBy(() -> tree.inclusion(4)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.entry(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.consistency(5)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bundlesKeepEntriesOfEveryAllowedLength() throws ProofException {
    List<byte[]> entries = List.of(new byte[0], new byte[] {7}, new byte[65_535]);

    assertThat(EntryBundle.decode(EntryBundle.encode(entries)))
        .usingRecursiveComparison()
        .isEqualTo(new ArrayList<>(entries));
    assertThatThrownBy(() -> EntryBundle.encode(List.of(new byte[65_536])))
        .hasMessage("an entry of 65536 bytes");
  }

  @Test
  void brokenBundlesAreRefused() {
    for (byte[] broken :
        List.of(new byte[] {0}, new byte[] {0, 1}, new byte[] {1, 0, 1}, new byte[514])) {
      assertThatThrownBy(() -> EntryBundle.decode(broken)).isInstanceOf(ProofException.class);
    }
  }

  private LogGrowth append(int from, int to) throws IOException, ProofException {
    LogGrowth growth = LogGrowth.append(from, reader, ReferenceTree.entries(from, to));
    stored.putAll(growth.tiles());
    return growth;
  }

  private static Sha256 leaf(int index) {
    return MerkleTree.leafHash(ReferenceTree.entries(index, index + 1).getFirst());
  }
}
