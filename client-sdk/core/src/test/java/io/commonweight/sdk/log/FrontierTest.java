package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonweight.sdk.Sha256;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontierTest {

  /** RFC 6962 §2.1: a tree of n leaves splits at the largest power of two below n. */
  @Test
  void rootIsTheRecursiveDefinitionsForEverySizeUpToSeventy() {
    Frontier frontier = Frontier.EMPTY;
    assertThat(frontier.root()).isEqualTo(MerkleTree.EMPTY_ROOT);
    for (int size = 1; size <= 70; size++) {
      frontier = frontier.append(leaf(size - 1));

      assertThat(frontier.root()).isEqualTo(root(0, size));
    }
  }

  @Test
  void peaksThatDoNotFitTheSizeAreRefused() {
    assertThatThrownBy(() -> new Frontier(3, List.of(leaf(0))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Sha256 root(int from, int to) {
    if (to - from == 1) {
      return leaf(from);
    }
    int split = Integer.highestOneBit(to - from - 1);
    return MerkleTree.nodeHash(root(from, from + split), root(from + split, to));
  }

  private static Sha256 leaf(int i) {
    return MerkleTree.leafHash(new byte[] {(byte) i});
  }
}
