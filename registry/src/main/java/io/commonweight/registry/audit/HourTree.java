package io.commonweight.registry.audit;

import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.log.InclusionProof;
import io.commonweight.sdk.log.LogGrowth;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.TiledTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The Merkle tree (RFC 6962 §2.1) over the commitments of an hour. */
final class HourTree {
  private final LogGrowth tiles;
  private final TiledTree tree;

  /**
   * Time and memory O(n) in the number of records.
   *
   * @param commitments of the hour's records, in their order
   */
  HourTree(List<byte[]> commitments) {
    try {
      tiles = LogGrowth.append(0, _ -> Optional.empty(), commitments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ProofException e) {
      throw new IllegalStateException(e);
    }
    tree = new TiledTree(tiles.size(), path -> Optional.ofNullable(tiles.tiles().get(path)));
  }

  /** The root hash. */
  Sha256 root() {
    return tiles.root();
  }

  /** The proof that a record stands at an index; time O(log n). */
  InclusionProof inclusion(long index) {
    try {
      return tree.inclusion(index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ProofException e) {
      throw new IllegalStateException(e);
    }
  }
}
