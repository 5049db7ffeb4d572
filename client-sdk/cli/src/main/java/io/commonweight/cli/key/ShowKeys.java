package io.commonweight.cli.key;

import io.commonweight.cli.report.Report;
import io.commonweight.sdk.identity.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code commonweight keys show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Print the fingerprints of keys: never the keys themselves.",
    footer = {
      "",
      "Examples:",
      "  commonweight keys show ~/keys/north",
      "  commonweight keys show member.json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ShowKeys implements Callable<Integer> {
  @Parameters(paramLabel = "DIR|FILE", description = "A key folder, a .key file or a member.json.")
  private Path source;

  @Mixin private Report report;

  @Override
  public Integer call() throws IOException {
    Map<String, String> fingerprints = fingerprints();
    report.print(fingerprints, lines(fingerprints));
    return 0;
  }

  private Map<String, String> fingerprints() throws IOException {
    if (Files.isDirectory(source)) {
      return ofFolder();
    }
    return source.toString().endsWith(".key")
        ? Map.of(role(source), SigningKey.load(source).fingerprint().hex())
        : MemberFile.load(source).fingerprints();
  }

  private Map<String, String> ofFolder() throws IOException {
    var fingerprints = new TreeMap<String, String>();
    try (var keys = Files.newDirectoryStream(source, "*.key")) {
      for (Path key : keys) {
        fingerprints.put(role(key), SigningKey.load(key).fingerprint().hex());
      }
    }
    if (fingerprints.isEmpty()) {
      throw new IOException(
          source + " holds no .key file: make keys with 'commonweight keys generate'");
    }
    return fingerprints;
  }

  private static String role(Path key) {
    return String.valueOf(key.getFileName()).replaceFirst("\\.key$", "");
  }

  private static List<String> lines(Map<String, String> fingerprints) {
    return fingerprints.entrySet().stream()
        .map(entry -> "%-12s%s".formatted(entry.getKey(), entry.getValue()))
        .toList();
  }
}
