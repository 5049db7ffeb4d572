package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.commonweight.sdk.Sha256;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** A tile of somebody who is not trusted gives a tree that fits together, or is refused. */
class TiledTreeFuzzTest {
  @FuzzTest
  void proofsFitTheRoot(byte[] tile) throws IOException {
    int size = Math.clamp(tile.length / Sha256.BYTES, 1, TilePath.FULL);
    int index = size / 2;
    int at = index * Sha256.BYTES;
    var tree = new TiledTree(size, _ -> Optional.of(tile));
    try {
      InclusionProof proof = tree.inclusion(index);
      Sha256 leaf = Sha256.ofBytes(Arrays.copyOfRange(tile, at, at + Sha256.BYTES));
      proof.verify(leaf, size, tree.root());
    } catch (ProofException e) {
      assertThat(e.step()).isEqualTo("read tile");
    }
  }
}
