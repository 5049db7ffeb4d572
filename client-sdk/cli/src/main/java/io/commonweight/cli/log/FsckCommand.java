package io.commonweight.cli.log;

import io.commonweight.cli.report.Bar;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.Sha256;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.ProofException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code commonweight log fsck}. */
@Command(
    name = "fsck",
    mixinStandardHelpOptions = true,
    description = {
      "Derive every tile and the root of a log anew from its entries, and check its checkpoint."
          + " With the founding documents also its witnesses, and the right of every entry to be"
          + " there; a log that follows another needs that one, too."
    },
    footer = {
      "",
      "Exit code 1 names the first tile or entry that is wrong.",
      "",
      "Examples:",
      "  commonweight log fsck blobs/store/logs/tabletop.1",
      "  commonweight log fsck https://registry.example/v1/federations/tabletop/log \\",
      "    --founding founding",
      "  commonweight log fsck blobs/store/logs/tabletop.2 --before blobs/store/logs/tabletop.1 \\",
      "    --founding founding --founding charter-2"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class FsckCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR|URL",
      description = "Where the log's checkpoint and its tile/ are (C2SP tlog-tiles).")
  private String place;

  @Option(
      names = "--before",
      paramLabel = "DIR|URL",
      description = "The log that the federation left for this one; again for each, oldest first.")
  private List<String> before = new ArrayList<>();

  @ArgGroup private @Nullable BelievedKeys believed;

  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    var findings = new FsckReport();
    try {
      check(findings);
    } catch (ProofException e) {
      findings.fail(e);
    }
    report.print(findings.document(), findings.lines());
    return findings.exitCode();
  }

  private void check(FsckReport findings) throws IOException, CommandException, ProofException {
    List<StoredNote> logs = new ArrayList<>();
    for (String earlier : before) {
      logs.add(StoredNote.open(earlier));
    }
    logs.add(StoredNote.open(place));
    Optional<LogsReplay> judged = replay(logs);
    for (int i = 0; i < logs.size(); i++) {
      StoredNote log = logs.get(i);
      long counting =
          i + 1 < logs.size() ? logs.get(i + 1).first().size() : log.checkpoint().size();
      judged.ifPresent(replay -> replay.begin(log.note().encode(), counting));
      check(log, judged, findings);
    }
    judged.ifPresent(whole -> findings.judged(whole.replay().log().state().charter()));
  }

  private void check(StoredNote log, Optional<LogsReplay> judged, FsckReport findings)
      throws IOException, CommandException, ProofException {
    Checkpoint checkpoint = log.checkpoint();
    findings.checkpoint(checkpoint);
    if (believed != null) {
      KnownKeys keys = believed.keysOf(checkpoint.origin());
      Checkpoint.open(log.note(), keys.log(checkpoint.origin()));
      findings.signed(keys.cosigners(log.note(), checkpoint.origin()));
    }
    var tree = new TreeCheck(log.files(), checkpoint.size());
    try (Bar bar = Bar.of("entries", checkpoint.size())) {
      Sha256 root =
          tree.run(
              (index, entry) -> {
                if (judged.isPresent()) {
                  judged.get().take(index, entry);
                }
                bar.at(index + 1);
              });
      if (!root.equals(checkpoint.root())) {
        throw new ProofException(
            "root", "the entries make %s, the log signed %s".formatted(root, checkpoint.root()));
      }
    }
    findings.derived(tree.tiles());
  }

  /** Only a federation's first log can be judged without another. */
  private Optional<LogsReplay> replay(List<StoredNote> logs) throws IOException {
    List<Founding> charters = believed == null ? List.<Founding>of() : believed.charters();
    return charters.stream()
        .findFirst()
        .filter(first -> first.charter().version() == 1)
        .filter(
            first -> first.charter().log().origin().equals(logs.getFirst().checkpoint().origin()))
        .map(first -> new LogsReplay(new Replay(first, BelievedKeys.keySets(charters))));
  }
}
