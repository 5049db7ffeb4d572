package io.commonweight.host;

import io.commonweight.cli.report.Bar;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.blob.Blobs;
import io.commonweight.sdk.blob.FileBlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code commonweight bench registry}. */
@Command(
    name = "bench-registry",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = {
      "Measure a registry beside nginx, with sendfile, in one run: curl downloads the same file from"
          + " each in turn, over loopback.",
      "Then the API is asked while slow clients read that file: how long the slowest of a hundred"
          + " answers takes, with them and without. Medians of the repeats count."
    },
    footer = {
      "",
      "Needs curl and nginx (Debian: nginx-light).",
      "",
      "Example:",
      "  commonweight bench registry --size 1024 --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BenchRegistry implements Callable<Integer> {
  private static final long MEBIBYTE = 1 << 20;
  private static final int QUESTIONS = 300;

  @Option(
      names = "--size",
      defaultValue = "1024",
      paramLabel = "MIB",
      description = "The file's size in MiB (default: ${DEFAULT-VALUE}).")
  private int mebibytes;

  @Option(
      names = "--repeat",
      defaultValue = "7",
      paramLabel = "N",
      description = "How often each is measured (default: ${DEFAULT-VALUE}).")
  private int repeats;

  @Option(
      names = "--readers",
      defaultValue = "200",
      paramLabel = "N",
      description = "How many slow clients (default: ${DEFAULT-VALUE}).")
  private int readers;

  @Option(
      names = "--dir",
      defaultValue = ".",
      paramLabel = "DIR",
      description = "Where the files lie meanwhile (default: the current folder).")
  private Path directory;

  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (mebibytes < 1 || repeats < 1 || readers < 1) {
      throw new IOException("--size, --repeat and --readers are at least 1");
    }
    Path nginx =
        Nginx.find()
            .orElseThrow(() -> new IOException("there is no nginx: apt install nginx-light"));
    Path scratch = Files.createTempDirectory(directory.toAbsolutePath(), "commonweight-bench");
    try {
      Sha256 file = writeFile(HostFolder.of(scratch.resolve("registry")).create());
      measure(nginx, scratch, file);
      return 0;
    } finally {
      Scratch.delete(scratch);
    }
  }

  /** Puts seeded noise where the registry will look for its blobs. */
  private Sha256 writeFile(HostFolder folder) throws IOException {
    Path store = folder.blobs().resolve("store");
    Path scratch = Files.createDirectories(folder.root().resolve("scratch"));
    try (InputStream noise = new Noise(mebibytes * MEBIBYTE)) {
      return new Blobs(new FileBlobStore(store), scratch)
          .put(noise, Optional.empty(), Long.MAX_VALUE);
    }
  }

  /** What the registry did, beside nginx. */
  private record Measured(
      double ours, double theirs, long peakRss, double quietMillis, double busyMillis) {}

  private void measure(Path program, Path scratch, Sha256 file)
      throws IOException, InterruptedException {
    HostFolder folder = HostFolder.of(scratch.resolve("registry"));
    int port = freePort();
    URI address = URI.create("http://127.0.0.1:" + port);
    var settings =
        new RegistryServer.Settings(
            "127.0.0.1", port, address, "256m", Redirect.appendTo(scratch.resolve("log").toFile()));
    Path store = folder.blobs().resolve("store");
    Path own = Files.createDirectories(scratch.resolve("nginx"));
    try (var registry = RegistryServer.start(folder, settings, Optional.empty());
        var nginx = Nginx.start(program, store, own, freePort());
        var bar = Bar.of("downloads", 2L * repeats)) {
      registry.awaitReady();
      URI theirFile = nginx.address().resolve(Blobs.key(file));
      URI ourFile = address.resolve("/v1/blobs/" + file.hex());
      List<Double> ours = new ArrayList<>();
      List<Double> theirs = new ArrayList<>();
      for (int i = 0; i < repeats; i++) {
        theirs.add(Curl.download(theirFile, mebibytes * MEBIBYTE));
        ours.add(Curl.download(ourFile, mebibytes * MEBIBYTE));
        bar.at(2L * i + 2);
      }
      URI question = address.resolve("/api/models");
      double quiet = Latency.slowOf(question, QUESTIONS);
      double busy;
      try (var _ = SlowReaders.start(ourFile, readers)) {
        busy = Latency.slowOf(question, QUESTIONS);
      }
      print(
          new Measured(median(ours), median(theirs), Scratch.peakRss(registry.pid()), quiet, busy));
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void print(Measured measured) {
    double ratio = measured.ours() / measured.theirs();
    var document = new LinkedHashMap<String, Object>();
    document.put("bytes", mebibytes * MEBIBYTE);
    document.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    document.put("bytesPerSecond", measured.ours());
    document.put("baselineBytesPerSecond", measured.theirs());
    document.put("ratioToBaseline", ratio);
    document.put("peakRssBytes", measured.peakRss());
    document.put("slowReaders", readers);
    document.put("apiP99Millis", measured.quietMillis());
    document.put("apiP99MillisWithSlowReaders", measured.busyMillis());
    report.print(
        document,
        List.of(
            "download of %d MiB: %.0f MB/s, %.2f times nginx (%.0f MB/s)"
                .formatted(mebibytes, measured.ours() / 1e6, ratio, measured.theirs() / 1e6),
            "  the registry's peak memory: %.0f MB".formatted(measured.peakRss() / 1e6),
            "API, 99th percentile: %.1f ms; with %d slow readers %.1f ms"
                .formatted(measured.quietMillis(), readers, measured.busyMillis())));
  }
}
