package io.commonweight.cli.bench;

import io.commonweight.cli.report.Bar;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.identity.HybridKey;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code commonweight bench log}. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    description = {
      "Measure signing and verifying of statements, and how many become durable in a log of tiles"
          + " with signed checkpoints: batches of 1 to 1000 entries, one and eight writers.",
      "Ratios are to Ed25519 alone, and to one fsync for each entry, in the same run."
    },
    footer = {"", "Example:", "  commonweight bench log --dir /var/lib/commonweight --json"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BenchLog implements Callable<Integer> {
  private static final List<Integer> BATCHES = List.of(1, 10, 100, 1000);
  private static final List<Integer> WRITERS = List.of(1, 8);
  private static final int PAYLOAD_BYTES = 900;
  private static final Duration MAX_TIME = Duration.ofMinutes(1);

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "A folder on the disk to measure (default: the current one).")
  private Path folder;

  @Option(
      names = "--time",
      paramLabel = "DURATION",
      defaultValue = "PT2S",
      description = "How long each measurement takes, PT1M at most (default: ${DEFAULT-VALUE}).")
  private Duration time;

  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    if (time.isNegative() || time.isZero() || time.compareTo(MAX_TIME) > 0) {
      throw new CommandException("a measurement takes some time, at most a minute, not " + time);
    }
    Path scratch = Files.createTempDirectory(folder, "commonweight-bench");
    try (Bar bar = Bar.of("measurements", 2L + (long) BATCHES.size() * WRITERS.size())) {
      measure(scratch, bar);
      return 0;
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted");
    } catch (Exception e) {
      throw new CommandException("a measurement failed: " + e);
    } finally {
      Files.delete(scratch);
    }
  }

  private void measure(Path scratch, Bar bar) throws Exception {
    var random = new SecureRandom();
    var signing = new Signing(HybridKey.generate(random), Bytes.of(new byte[PAYLOAD_BYTES]));
    List<Rate> signed = signing.measure(time);
    bar.at(1);
    byte[] entry = signing.envelope().encode();
    var appending = new Appending(scratch, entry);
    Rate baseline = appending.oneForceEach(time);
    bar.at(2);
    List<Appending.Row> rows = new ArrayList<>();
    for (int writers : WRITERS) {
      for (int batch : BATCHES) {
        rows.add(appending.measure(batch, writers, time));
        bar.at(2L + rows.size());
      }
    }
    print(scratch, entry.length, signed, baseline, rows);
  }

  private void print(
      Path scratch, int entryBytes, List<Rate> signed, Rate baseline, List<Appending.Row> rows)
      throws IOException {
    var document = machine(scratch);
    document.put("entryBytes", entryBytes);
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d processors, load %s, %s; entries of %d bytes"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                document.get("load"),
                document.get("fileSystem"),
                entryBytes));
    lines.add(line("one thread", "per second", "to Ed25519", ""));
    List<Object> signing = new ArrayList<>();
    for (int i = 0; i < signed.size(); i++) {
      Rate rate = signed.get(i);
      Rate classical = signed.get(i % 2); // signing and verifying take turns
      lines.add(line(rate.name(), number(rate.perSecond()), ratio(rate.to(classical)), ""));
      signing.add(row(rate, "toEd25519", rate.to(classical)));
    }
    document.put("signing", signing);
    lines.add(line("durable entries", "per second", "to baseline", "per checkpoint"));
    lines.add(line(baseline.name(), number(baseline.perSecond()), ratio(1), ""));
    document.put("baseline", row(baseline, "toBaseline", 1));
    List<Object> appending = new ArrayList<>();
    for (Appending.Row row : rows) {
      Rate rate = row.rate();
      lines.add(
          line(
              rate.name(),
              number(rate.perSecond()),
              ratio(rate.to(baseline)),
              number(row.perCheckpoint())));
      Map<String, Object> cell = row(rate, "toBaseline", rate.to(baseline));
      cell.put("batch", row.batch());
      cell.put("writers", row.writers());
      cell.put("perCheckpoint", row.perCheckpoint());
      appending.add(cell);
    }
    document.put("appending", appending);
    report.print(document, lines);
  }

  private static Map<String, Object> machine(Path scratch) throws IOException {
    var document = new LinkedHashMap<String, Object>();
    document.put("processors", Runtime.getRuntime().availableProcessors());
    document.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    document.put("fileSystem", Files.getFileStore(scratch).type());
    return document;
  }

  private static Map<String, Object> row(Rate rate, String ratio, double value) {
    var row = new LinkedHashMap<String, Object>();
    row.put("name", rate.name());
    row.put("perSecond", rate.perSecond());
    row.put(ratio, value);
    return row;
  }

  private static String line(String name, String rate, String ratio, String more) {
    return "%-22s %12s %12s %15s".formatted(name, rate, ratio, more).stripTrailing();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
