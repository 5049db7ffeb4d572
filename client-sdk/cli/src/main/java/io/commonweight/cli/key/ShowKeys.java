package io.commonweight.cli.key;

import io.commonweight.cli.report.Report;
import io.commonweight.sdk.identity.KeyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code commonweight keys show}. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Print the fingerprints of keys: never the keys themselves. Of a pair it is that of the first"
          + " half, which names the pair. Only a .key file needs its passphrase."
    },
    footer = {
      "",
      "Examples:",
      "  commonweight keys show ~/keys/north",
      "  commonweight keys show member.json",
      "  commonweight keys show ~/keys/north/root.key --passphrase-file ~/north-passphrase"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ShowKeys implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR|FILE",
      description = "A key folder, a .key or .pub file or a member.json.")
  private Path source;

  @Mixin private PassphraseOptions passphrase;
  @Mixin private Report report;

  @Override
  public Integer call() throws IOException {
    Map<String, String> fingerprints = fingerprints();
    report.print(fingerprints, lines(fingerprints));
    return 0;
  }

  private Map<String, String> fingerprints() throws IOException {
    if (Files.isDirectory(source)) {
      return Fingerprints.ofFolder(new KeyFolder(source));
    }
    String name = KeyFolder.nameOf(source);
    if (source.toString().endsWith(KeyFolder.SUFFIX)) {
      return Map.of(name, Fingerprints.of(publicHalf()));
    }
    return source.toString().endsWith(PublicKeyFile.SUFFIX)
        ? Map.of(name, Fingerprints.of(PublicKeyFile.load(source)))
        : MemberFile.load(source).fingerprints();
  }

  private PublicKeyFile publicHalf() throws IOException {
    return new PublicKeyFile(KeyFile.load(source, passphrase.passphrase()).verifyingKeys());
  }

  private static List<String> lines(Map<String, String> fingerprints) {
    return fingerprints.entrySet().stream()
        .map(entry -> "%-12s%s".formatted(entry.getKey(), entry.getValue()))
        .toList();
  }
}
