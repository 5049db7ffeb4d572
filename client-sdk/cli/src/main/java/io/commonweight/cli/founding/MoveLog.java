package io.commonweight.cli.founding;

import io.commonweight.cli.key.MemberFile;
import io.commonweight.cli.log.FollowedLog;
import io.commonweight.cli.log.LogOptions;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.log.Checkpoint;
import io.commonweight.sdk.log.ProofException;
import io.commonweight.sdk.log.SignedNote;
import io.commonweight.sdk.registry.RegistryClient;
import io.commonweight.sdk.statement.Charter.Cut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code commonweight federation move-log}. */
@Command(
    name = "move-log",
    mixinStandardHelpOptions = true,
    description = {
      "Write the documents of a charter that names another sequencer, for when the one there is was"
          + " lost, or should be relieved: the log goes on under another origin, in the next"
          + " epoch, with other keys, from the last checkpoint of the registry that enough"
          + " witnesses have cosigned. That checkpoint lies beside the documents. The members"
          + " approve the charter at the registry that is to run the log."
    },
    footer = {
      "",
      "Example:",
      "  commonweight federation move-log --federation tabletop --registry https://mirror.example"
          + " \\",
      "    --origin mirror.example/tabletop-2 --sequencer east.json --out charter-2"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class MoveLog implements Callable<Integer> {
  /** The checkpoint that becomes the first entry of the new log. */
  private static final String CHECKPOINT_FILE = "checkpoint";

  @Mixin private LogOptions log;

  @Option(
      names = "--origin",
      required = true,
      paramLabel = "ORIGIN",
      description = "The new log's name for ever.")
  private String origin;

  @Option(
      names = "--sequencer",
      required = true,
      paramLabel = "FILE",
      description = "The member.json, with log keys, of the member that is to run it.")
  private Path sequencer;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the documents go.")
  private Path out;

  @Mixin private Report report;

  @Override
  public Integer call() throws IOException, CommandException {
    Draft.requireFree(out);
    RegistryClient client = log.client();
    FollowedLog followed = log.follow(client, Clock.systemUTC());
    Directory directory = followed.current().directory();
    SignedNote last = witnessed(client, directory.inForce());
    var amendment = new Amendment(directory.inForce());
    amendment.move(origin, MemberFile.load(sequencer), cut(directory.inForce(), last));
    Draft draft = Draft.of(amendment, directory);
    draft.store(out, report, Map.of());
    Files.write(out.resolve(CHECKPOINT_FILE), last.bytes());
    return 0;
  }

  private static SignedNote witnessed(RegistryClient client, Founding documents)
      throws IOException, CommandException {
    return client
        .witnessed(documents.charter().federation())
        .orElseThrow(
            () ->
                new CommandException(
                    "%s has no witnessed checkpoint: only what was witnessed can be gone on from; ask another registry"
                        .formatted(client.registry())));
  }

  private static Cut cut(Founding documents, SignedNote last) throws CommandException {
    try {
      Checkpoint witnessed = documents.witnessPolicy().verify(last).checkpoint();
      return new Cut(witnessed.size(), witnessed.root());
    } catch (ProofException e) {
      throw new CommandException(
          "only what was witnessed can be gone on from, and the registry's checkpoint was not: %s; ask another registry"
              .formatted(e.getMessage()));
    }
  }
}
