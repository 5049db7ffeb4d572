package io.commonweight.federation.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonweight.federation.FederationFixture;
import io.commonweight.federation.aggregation.Combination;
import io.commonweight.federation.aggregation.Contribution;
import io.commonweight.federation.aggregation.Dagg1;
import io.commonweight.federation.aggregation.Electorate;
import io.commonweight.federation.aggregation.NewValues;
import io.commonweight.federation.aggregation.Part;
import io.commonweight.federation.aggregation.Quanta;
import io.commonweight.federation.aggregation.Shard;
import io.commonweight.federation.aggregation.TensorRange;
import io.commonweight.federation.aggregation.Weights;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.statement.Charter;
import io.commonweight.sdk.statement.Encoding;
import io.commonweight.sdk.statement.Optimizer;
import io.commonweight.sdk.statement.Release;
import io.commonweight.sdk.statement.RoundOpen;
import io.commonweight.sdk.statement.Rule;
import io.commonweight.sdk.weights.Dtype;
import io.commonweight.sdk.weights.SafetensorsHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model of 4 GB and six updates of 2 GB, aggregated in a JVM of 512 MiB: profile {@code large},
 * docs/scaling.md.
 */
class AggregateStreamLarge {
  private static final long GIGABYTE = 1L << 30;
  private static final long NEEDED_BYTES = 21 * GIGABYTE;
  private static final long SHARD_ELEMENTS = 1 << 24;
  private static final double NANOS = 1e9;

  /** 2^30 parameters. One tensor alone has more bytes than an int counts. */
  private static final List<Release.Tensor> TENSORS =
      List.of(
          new Release.Tensor("a.weight", List.of(1L << 15, 1L << 14)),
          new Release.Tensor("b.weight", List.of((1L << 29) - (1L << 28) - 1001)),
          new Release.Tensor("c.weight", List.of(1L << 14, 1L << 14)),
          new Release.Tensor("d.bias", List.of(1001L)));

  private static final List<Integer> SCALES = List.of(13, 20, 8, 16);

  @TempDir(cleanup = CleanupMode.ALWAYS)
  private static Path folder;

  private static final List<Path> UPDATES = new ArrayList<>();
  private static Sha256 expected = FederationFixture.digest("none yet");

  @BeforeAll
  static void writeTheFiles() throws IOException {
    assertThat(Runtime.getRuntime().maxMemory())
        .as("the heap: run this with -Plarge, which gives it -Xmx512m")
        .isLessThanOrEqualTo(512L << 20);
    assertThat(Files.getFileStore(folder).getUsableSpace())
        .as("free bytes for the base, six updates and the output in " + folder)
        .isGreaterThan(NEEDED_BYTES);
    long begin = System.nanoTime();
    try (var model = new SyntheticModel(folder, TENSORS)) {
      expected = model.write(SCALES);
    }
    for (int i = 0; i < SyntheticModel.WEIGHTS.size(); i++) {
      UPDATES.add(SyntheticModel.update(folder, i));
    }
    report("written", begin);
  }

  @Test
  void anAuditorComputesTheDigestThatTheUpdatesWereMadeFor() throws IOException {
    long begin = System.nanoTime();
    var rules = new UpdateFile(open(), TENSORS);
    for (Path update : UPDATES) {
      assertThat(rules.judge(update)).isEmpty();
    }
    begin = report("six updates judged", begin);
    var round = new LocalRound(open(), ranges(), electorate(), UPDATES, rules.dataOffset());
    Combination combination = round.combination().orElseThrow();
    Path base = SyntheticModel.base(folder);
    Path output = folder.resolve("output.safetensors");
    MessageDigest digest = Sha256.newDigest();
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(output), digest);
        InputStream data = round.data(Part.WEIGHTS, combination, data(base, 0), List.of())) {
      out.write(head(base));
      data.transferTo(out);
    }
    report("aggregated from files by one thread, written and digested", begin);

    assertThat(Sha256.ofBytes(digest.digest())).isEqualTo(expected);
    assertThat(Files.size(output)).isEqualTo(Files.size(base));
    Files.delete(output);
  }

  @Test
  void shardsOverMappedFilesComeToTheSameDigest() throws IOException {
    long begin = System.nanoTime();
    MessageDigest digest = Sha256.newDigest();
    digest.update(head(SyntheticModel.base(folder)));
    for (Shard shard : Shard.cut(ranges(), SHARD_ELEMENTS)) {
      try (Arena arena = Arena.ofConfined();
          InputStream data = stream(shard, arena);
          OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
        data.transferTo(out);
      }
    }
    report("aggregated from mapped files in 64 shards by one thread, and digested", begin);

    assertThat(Sha256.ofBytes(digest.digest())).isEqualTo(expected);
  }

  private InputStream stream(Shard shard, Arena arena) throws IOException {
    long offset = new UpdateFile(open(), TENSORS).dataOffset();
    int width = Encoding.I16.bytes();
    List<Quanta> quanta = new ArrayList<>();
    for (Path update : UPDATES) {
      quanta.add(
          new MappedQuanta(
              map(
                  update,
                  offset + shard.from() * width,
                  (shard.to() - shard.from()) * width,
                  arena),
              Encoding.I16));
    }
    Electorate electorate = electorate();
    var values =
        new NewValues(
            new Combination.Mean(electorate.weights()),
            electorate.voters(),
            quanta,
            Encoding.I16.valueBits(),
            Optimizer.none(),
            Part.WEIGHTS);
    InputStream base = data(SyntheticModel.base(folder), shard.fromByte());
    return new AggregateStream(shard, values, new AggregateStream.Sources(base, List.of(), quanta));
  }

  private static MemorySegment map(Path file, long from, long bytes, Arena arena)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(MapMode.READ_ONLY, from, bytes, arena);
    }
  }

  private static byte[] head(Path base) throws IOException {
    try (InputStream in = Files.newInputStream(base)) {
      return in.readNBytes(Math.toIntExact(layout().dataOffset()));
    }
  }

  /** The data of the base from a byte on. */
  private static InputStream data(Path base, long from) throws IOException {
    InputStream in = Files.newInputStream(base);
    in.skipNBytes(layout().dataOffset() + from);
    return in;
  }

  private static SafetensorsHeader layout() {
    return CanonicalHeader.of(TENSORS, Dtype.F32).layout();
  }

  private static List<TensorRange> ranges() {
    return IntStream.range(0, TENSORS.size())
        .mapToObj(i -> new TensorRange(layout().tensors().get(i).elements(), SCALES.get(i)))
        .toList();
  }

  private static Electorate electorate() {
    List<Contribution> contributions =
        IntStream.range(0, SyntheticModel.WEIGHTS.size())
            .mapToObj(
                i -> new Contribution("node-" + i, "org-" + i, SyntheticModel.WEIGHTS.get(i), 0))
            .toList();
    return Electorate.of(
        Rule.Voters.NODE, contributions, Weights.of(contributions, 10_000, 10_000));
  }

  private static RoundOpen open() {
    return new RoundOpen(
        FederationFixture.digest("charter"),
        1,
        FederationFixture.digest("release"),
        FederationFixture.digest("base"),
        IntStream.range(0, TENSORS.size())
            .mapToObj(i -> new RoundOpen.Scale(TENSORS.get(i).name(), SCALES.get(i)))
            .toList(),
        new Sha256(Dagg1.SPEC_ID),
        "1" + "0".repeat(37),
        10_000,
        10_000,
        3 * GIGABYTE,
        1,
        60,
        Encoding.I16,
        Rule.mean(),
        Optimizer.none(),
        0,
        0,
        Charter.Privacy.OPEN);
  }

  /** Prints what was measured since, and when it is now. */
  private static long report(String what, long begin) {
    long now = System.nanoTime();
    System.out.printf(
        "%s: %.1f s; peak heap at most %d MiB, of %d MiB%n",
        what, (now - begin) / NANOS, peakHeap() >> 20, Runtime.getRuntime().maxMemory() >> 20);
    return now;
  }

  /** The peaks of the pools need not be of one moment, so their sum is a bound. */
  private static long peakHeap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong(pool -> pool.getPeakUsage().getUsed())
        .sum();
  }
}
