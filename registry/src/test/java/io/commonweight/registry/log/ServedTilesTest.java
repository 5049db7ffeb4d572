package io.commonweight.registry.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.log.LogGrowth;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.TilePath;
import io.commonweight.sdk.log.TileReader;
import io.commonweight.sdk.log.TiledTree;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServedTilesTest {
  private static final int SIZE = 70_000;

  private final Map<TilePath, byte[]> stored = new HashMap<>();
  private final ServedTiles served =
      new ServedTiles(SIZE, path -> Optional.ofNullable(stored.get(path)));

  ServedTilesTest() throws Exception {
    List<byte[]> entries =
        IntStream.range(0, SIZE).mapToObj(i -> ("" + i).getBytes(StandardCharsets.UTF_8)).toList();
    stored.putAll(LogGrowth.append(0, _ -> Optional.empty(), entries).tiles());
  }

  @Test
  void tilesOfEveryEarlierSizeAreServed() throws Exception {
    TileReader reader =
        path -> {
          try {
            return served.read(path);
          } catch (ProofException e) {
            throw new AssertionError(e);
          }
        };
    for (int size : new int[] {1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, SIZE}) {
      var whole = new TiledTree(size, SIZE, reader);

      assertThat(new TiledTree(size, reader).root()).isEqualTo(whole.root());
      assertThat(new TiledTree(size, reader).entry(size - 1L))
          .isEqualTo(("" + (size - 1)).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void fullTilesAreServedAsTheyAreStored() throws Exception {
    for (TilePath path :
        List.of(
            new TilePath.Hashes(0, 272, 256),
            new TilePath.Hashes(1, 0, 256),
            new TilePath.Entries(272, 256))) {
      assertThat(served.read(path)).hasValue(stored.get(path));
    }
  }

  @Test
  void widthsAboveTheSizeAreNot() throws Exception {
    // 70,000 = 273 · 256 + 112 leaves; 273 = 256 + 17 tiles of them; one tile of these.
    assertThat(served.read(new TilePath.Hashes(0, 273, 112))).isPresent();
    assertThat(served.read(new TilePath.Hashes(0, 273, 113))).isEmpty();
    assertThat(served.read(new TilePath.Entries(273, 113))).isEmpty();
    assertThat(served.read(new TilePath.Entries(274, 1))).isEmpty();
    assertThat(served.read(new TilePath.Hashes(1, 1, 17))).isPresent();
    assertThat(served.read(new TilePath.Hashes(1, 1, 18))).isEmpty();
    assertThat(served.read(new TilePath.Hashes(2, 0, 1))).isPresent();
    assertThat(served.read(new TilePath.Hashes(2, 0, 2))).isEmpty();
    assertThat(served.read(new TilePath.Hashes(3, 0, 1))).isEmpty();
    assertThat(served.read(new TilePath.Hashes(63, 0, 1))).isEmpty();
  }

  @Test
  void tileThatNoLogHasIsNotServed() throws Exception {
    long far = TilePath.parse("tile/0/x999/x999/x999/x999/999").index();

    assertThat(served.read(new TilePath.Hashes(0, far, 256))).isEmpty();
    assertThat(served.read(new TilePath.Entries(far, 1))).isEmpty();
  }
}
