package io.commonweight.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code commonweight registry restore}. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = {
      "Put a backup into a new folder, and check every file on the way.",
      "A registry that sequences a log or cosigns logs must not go back in time: others have seen"
          + " what came after the backup. Restore it only if it was the last state, and let a mirror"
          + " take over otherwise (docs/moving-a-log.md)."
    },
    footer = {
      "",
      "Example:",
      "  commonweight registry restore --from /mnt/backup/monday --dir /srv/registry"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RestoreCommand implements Callable<Integer> {

  @Option(
      names = "--from",
      required = true,
      paramLabel = "FOLDER",
      description = "What 'backup' made.")
  private Path source;

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "The folder to make; must not exist, or be empty.")
  private Path directory;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var backup = new Snapshot(source);
    backup.restore(HostFolder.of(directory));
    spec.commandLine()
        .getOut()
        .printf(
            "%d files were restored; 'commonweight registry start --dir %s' runs it%n",
            backup.files(), directory);
    return 0;
  }
}
