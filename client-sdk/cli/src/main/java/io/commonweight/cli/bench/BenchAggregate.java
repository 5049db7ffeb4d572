package io.commonweight.cli.bench;

import io.commonweight.cli.report.Bar;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.statement.Encoding;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code commonweight bench aggregate}. */
@Command(
    name = "aggregate",
    mixinStandardHelpOptions = true,
    description = {
      "Measure the aggregation of synthetic updates: elements and bytes a second, the share of what"
          + " this machine's memory gives, and the ratio to NumPy written the way Flower"
          + " aggregates, all in the same run.",
      "An element is one value of one client. Bytes are those of the updates and of the old and new"
          + " weights. The fastest of the repeats counts, on both sides."
    },
    footer = {
      "",
      "Example:",
      "  commonweight bench aggregate --clients 16 --params 64M --dtype int16 --rule median --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BenchAggregate implements Callable<Integer> {
  private static final Pattern COUNT = Pattern.compile("([1-9][0-9]{0,11})([KMG]?)");
  private static final double NANOS = 1e9;

  @Option(
      names = "--clients",
      defaultValue = "16",
      paramLabel = "N",
      description = "How many updates (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--params",
      defaultValue = "64M",
      paramLabel = "N",
      description = "Values of an update; K, M and G are thousands (default: ${DEFAULT-VALUE}).")
  private String parameters;

  /** The names that NumPy gives the encodings. */
  enum Width {
    INT8(Encoding.I8),
    INT16(Encoding.I16),
    INT32(Encoding.I32);

    private final Encoding encoding;

    Width(Encoding encoding) {
      this.encoding = encoding;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--dtype",
      defaultValue = "int16",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Width width;

  @Option(
      names = "--rule",
      defaultValue = "mean",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private BenchRule rule;

  @Option(
      names = "--threads",
      defaultValue = "0",
      paramLabel = "N",
      description = "Threads; 0 for one per processor (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--repeat",
      defaultValue = "5",
      paramLabel = "N",
      description = "How often to measure (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--python",
      defaultValue = "python3",
      paramLabel = "PROGRAM",
      description = "The interpreter with NumPy for the baseline (default: ${DEFAULT-VALUE}).")
  private String python;

  @Option(
      names = "--dir",
      defaultValue = ".",
      paramLabel = "DIR",
      description = "Where the updates are written meanwhile (default: the current folder).")
  private Path folder;

  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    long count = count();
    int workers = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    if (clients < 1 || clients > 256 || workers < 1 || repeats < 1) {
      throw new CommandException("--clients is 1 to 256, --threads and --repeat at least 1");
    }
    if (clients < rule.of(clients).fewestVoters()) {
      throw new CommandException(rule + " needs more than " + clients + " clients");
    }
    Path scratch = Files.createTempDirectory(folder, "commonweight-bench");
    try (Bar bar = Bar.of("measurements", 2L * repeats + 1)) {
      Measured measured = measure(scratch, count, workers, bar);
      OptionalDouble baseline =
          new FlowerBaseline(python, scratch).seconds(rule, clients, count, Math.min(repeats, 2));
      bar.at(2L * repeats + 1);
      print(measured, baseline);
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted");
    } finally {
      Files.delete(scratch);
    }
  }

  private long count() throws CommandException {
    Matcher matcher = COUNT.matcher(parameters);
    if (!matcher.matches()) {
      throw new CommandException("--params is a number such as 64M, not " + parameters);
    }
    long unit =
        switch (matcher.group(2)) {
          case "K" -> 1_000;
          case "M" -> 1_000_000;
          case "G" -> 1_000_000_000;
          default -> 1;
        };
    return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
  }

  /** The fastest of the repeats. */
  private record Measured(long count, int threads, double reading, double aggregating, long peak) {}

  private Measured measure(Path scratch, long count, int workers, Bar bar)
      throws IOException, InterruptedException {
    try (var round = new SyntheticRound(scratch, clients, count, width.encoding, workers)) {
      double reading = Double.MAX_VALUE;
      double aggregating = Double.MAX_VALUE;
      for (int i = 0; i < repeats; i++) {
        long begin = System.nanoTime();
        round.read();
        long middle = System.nanoTime();
        round.aggregate(rule.of(clients));
        reading = Math.min(reading, (middle - begin) / NANOS);
        aggregating = Math.min(aggregating, (System.nanoTime() - middle) / NANOS);
        bar.at(2L * i + 2);
      }
      return new Measured(count, workers, reading, aggregating, peakRss());
    }
  }

  /** Mapped updates count, as far as they are in memory; 0 where there is no such file. */
  private static long peakRss() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  private void print(Measured measured, OptionalDouble baseline) throws IOException {
    double elements = (double) clients * measured.count();
    double read = elements * width.encoding.bytes();
    double bytes = read + 2.0 * Float.BYTES * measured.count();
    double ours = elements / measured.aggregating();
    double bandwidth = read / measured.reading();
    double share = bytes / measured.aggregating() / bandwidth;
    var document = new LinkedHashMap<String, Object>();
    document.put("rule", rule.toString());
    document.put("dtype", width.toString());
    document.put("clients", clients);
    document.put("params", measured.count());
    document.put("threads", measured.threads());
    document.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    document.put("seconds", measured.aggregating());
    document.put("elementsPerSecond", ours);
    document.put("bytesPerSecond", bytes / measured.aggregating());
    document.put("readBytesPerSecond", bandwidth);
    document.put("shareOfReadBandwidth", share);
    document.put("peakRssBytes", measured.peak());
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s of %d updates of %d %s, %d threads: %.3f s"
            .formatted(
                rule,
                clients,
                measured.count(),
                width,
                measured.threads(),
                measured.aggregating()));
    lines.add(
        "  %.2f·10⁹ elements/s, %.2f GB/s"
            .formatted(ours / NANOS, bytes / measured.aggregating() / NANOS));
    lines.add(
        "  %.2f of the %.2f GB/s that the same threads read".formatted(share, bandwidth / NANOS));
    lines.add("  peak memory with mapped updates %.2f GB".formatted(measured.peak() / NANOS));
    if (baseline.isPresent()) {
      double theirs = elements / baseline.getAsDouble();
      document.put("baselineElementsPerSecond", theirs);
      document.put("ratioToBaseline", ours / theirs);
      lines.add(
          "  %.1f times NumPy written as Flower aggregates (%.2f·10⁹ elements/s of float32)"
              .formatted(ours / theirs, theirs / NANOS));
    } else {
      lines.add("  no baseline: " + python + " with NumPy did not run");
    }
    report.print(document, lines);
  }
}
