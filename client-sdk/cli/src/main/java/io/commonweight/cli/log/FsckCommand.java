package io.commonweight.cli.log;

import io.commonweight.cli.report.Bar;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.Bytes;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.Feed;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code commonweight log fsck}. */
@Command(
    name = "fsck",
    mixinStandardHelpOptions = true,
    description = {
      "Derive every tile and the root of a log anew from its entries, and check its checkpoint."
          + " With the founding documents also its witnesses, and the right of every entry to be"
          + " there."
    },
    footer = {
      "",
      "Exit code 1 names the first tile or entry that is wrong.",
      "",
      "Examples:",
      "  commonweight log fsck blobs/logs/tabletop",
      "  commonweight log fsck https://registry.example/v1/federations/tabletop/log \\",
      "    --founding founding"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class FsckCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR|URL",
      description = "Where the log's checkpoint and its tile/ are (C2SP tlog-tiles).")
  private String place;

  @ArgGroup private @Nullable BelievedKeys believed;

  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    LogFiles files = open();
    byte[] note =
        files
            .file(LogFiles.CHECKPOINT)
            .orElseThrow(
                () ->
                    new CommandException(
                        "%s has no checkpoint: name the folder or address that holds the log's tile/"
                            .formatted(files)));
    var findings = new FsckReport();
    try {
      check(files, SignedNote.parse(note), findings);
    } catch (ProofException e) {
      findings.fail(e);
    }
    report.print(findings.document(), findings.lines());
    return findings.exitCode();
  }

  private LogFiles open() throws CommandException {
    if (place.contains("://")) {
      return new ServedLog(URI.create(place));
    }
    if (!Files.isDirectory(Path.of(place))) {
      throw new CommandException(place + " is no folder");
    }
    return new LogFolder(Path.of(place));
  }

  private void check(LogFiles files, SignedNote note, FsckReport findings)
      throws IOException, CommandException, ProofException {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    findings.checkpoint(checkpoint);
    if (believed != null) {
      KnownKeys keys = believed.keysOf(checkpoint.origin());
      Checkpoint.open(note, keys.log(checkpoint.origin()));
      findings.signed(keys.cosigners(note, checkpoint.origin()));
    }
    Optional<Replay> replay = replay(checkpoint);
    var tree = new TreeCheck(files, checkpoint.size());
    try (Bar bar = Bar.of("entries", checkpoint.size())) {
      Sha256 root =
          tree.run(
              (index, entry) -> {
                if (replay.isPresent()) {
                  judge(replay.get(), index, entry, note);
                }
                bar.at(index + 1);
              });
      if (!root.equals(checkpoint.root())) {
        throw new ProofException(
            "root", "the entries make %s, the log signed %s".formatted(root, checkpoint.root()));
      }
    }
    findings.derived(tree.tiles());
    replay.ifPresent(whole -> findings.judged(whole.log().state().charter()));
  }

  /** Only a federation's first log can be judged without another. */
  private Optional<Replay> replay(Checkpoint checkpoint) throws IOException {
    List<Founding> charters = believed == null ? List.<Founding>of() : believed.charters();
    return charters.stream()
        .findFirst()
        .filter(first -> first.charter().version() == 1)
        .filter(first -> first.charter().log().origin().equals(checkpoint.origin()))
        .map(first -> new Replay(first, BelievedKeys.keySets(charters)));
  }

  private static void judge(Replay replay, long index, byte[] entry, SignedNote note)
      throws IOException, ProofException {
    replay.take(new Feed(1, 1, index, List.of(Bytes.of(entry)), note.encode()), _ -> {});
  }
}
