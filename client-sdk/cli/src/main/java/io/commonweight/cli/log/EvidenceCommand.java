package io.commonweight.cli.log;

import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.log.Equivocation;
import io.commonweight.sdk.log.Inconsistency;
import io.commonweight.sdk.log.ProofException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code commonweight log evidence}. */
@Command(
    name = "evidence",
    mixinStandardHelpOptions = true,
    description = {
      "Verify a file of two signed checkpoints that cannot both be true, and say what it proves"
          + " against whom."
    },
    footer = {
      "",
      "Exit code 1 if the file proves nothing.",
      "",
      "Example:",
      "  commonweight log evidence fork.txt --founding founding"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class EvidenceCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The evidence, as registries publish it.")
  private Path file;

  @ArgGroup(multiplicity = "1")
  private BelievedKeys believed;

  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    try {
      Conviction conviction = Conviction.of(read());
      KnownKeys keys = believed.keysOf(conviction.origin());
      conviction.verify(keys.log(conviction.origin()));
      List<String> witnesses = conviction.witnessesOfBoth(keys);
      report.print(conviction.document(witnesses), conviction.lines(witnesses));
      return 0;
    } catch (ProofException e) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("proven", false);
      document.put("reason", e.getMessage());
      report.print(document, List.of(file + " proves nothing: " + e.getMessage()));
      return 1;
    }
  }

  private byte[] read() throws IOException {
    int most = Math.max(Equivocation.MAX_BYTES, Inconsistency.MAX_BYTES);
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most + 1);
    }
  }
}
