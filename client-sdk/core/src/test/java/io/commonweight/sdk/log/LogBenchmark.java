package io.commonweight.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.sdk.Sha256;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How often a second a log of 70,000 entries of 5 KiB grows by 1 and by 100, and how often it is
 * proved, and the proof verified, that an entry is in it and that it grew from a smaller one. Tiles
 * are in memory.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LogBenchmark {
  private static final int SIZE = 70_000;
  private static final int EARLIER = 12_345;
  private static final byte[] ENTRY = new byte[5 << 10];

  private final Map<TilePath, byte[]> tiles = new HashMap<>();
  private final TileReader reader = path -> Optional.ofNullable(tiles.get(path));
  private final TiledTree tree = new TiledTree(SIZE, reader);
  private Sha256 root = MerkleTree.EMPTY_ROOT;
  private Sha256 earlier = MerkleTree.EMPTY_ROOT;
  private InclusionProof inclusion = new InclusionProof(0, List.of());
  private ConsistencyProof consistency = new ConsistencyProof(List.of());

  /** Fills the tiles; full bundles of equal entries share their bytes. */
  @Setup
  public void grow() throws IOException, ProofException {
    byte[] bundle = EntryBundle.encode(Collections.nCopies(TilePath.FULL, ENTRY));
    for (int size = 0; size < SIZE; ) {
      int added = Math.min(TilePath.FULL, SIZE - size);
      LogGrowth growth = append(size, added);
      growth
          .tiles()
          .forEach(
              (path, tile) ->
                  tiles.put(
                      path, path instanceof TilePath.Entries && !path.isPartial() ? bundle : tile));
      size += added;
      root = growth.root();
    }
    earlier = new TiledTree(EARLIER, SIZE, reader).root();
    inclusion = proveInclusion();
    consistency = proveConsistency();
  }

  private LogGrowth append(long size, int entries) throws IOException, ProofException {
    return LogGrowth.append(size, reader, Collections.nCopies(entries, ENTRY));
  }

  /** One entry more. */
  @Benchmark
  public LogGrowth appendOne() throws IOException, ProofException {
    return append(SIZE, 1);
  }

  /** A hundred entries more. */
  @Benchmark
  public LogGrowth appendHundred() throws IOException, ProofException {
    return append(SIZE, 100);
  }

  /** Makes an inclusion proof. */
  @Benchmark
  public InclusionProof proveInclusion() throws IOException, ProofException {
    return tree.inclusion(EARLIER);
  }

  /** Makes a consistency proof. */
  @Benchmark
  public ConsistencyProof proveConsistency() throws IOException, ProofException {
    return tree.consistency(EARLIER);
  }

  /** Hashes the entry and verifies that it is in the log. */
  @Benchmark
  public InclusionProof verifyInclusion() throws ProofException {
    inclusion.verify(MerkleTree.leafHash(ENTRY), SIZE, root);
    return inclusion;
  }

  /** Verifies that the log grew from the smaller one. */
  @Benchmark
  public ConsistencyProof verifyConsistency() throws ProofException {
    consistency.verify(EARLIER, earlier, SIZE, root);
    return consistency;
  }

  @Test
  void proofsVerify() throws IOException, ProofException {
    grow();

    assertThat(verifyInclusion().path()).hasSize(17);
    assertThat(verifyConsistency().path()).isNotEmpty();
    assertThat(List.of(appendOne().size(), appendHundred().size()))
        .containsExactly(SIZE + 1L, SIZE + 100L);
  }
}
