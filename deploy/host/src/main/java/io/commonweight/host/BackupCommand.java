package io.commonweight.host;

import io.commonweight.embedded.EmbeddedServices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code commonweight registry backup}. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = {
      "Copy the whole folder of a registry that does not run: database, blobs, logs, tokens.",
      "The copy holds secrets, and is readable by its owner alone. Its SHA256SUMS is written last."
    },
    footer = {
      "",
      "Examples:",
      "  commonweight registry backup --dir /srv/registry --to /mnt/backup/monday",
      "  (cd /mnt/backup/monday && sha256sum --quiet -c SHA256SUMS)"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BackupCommand implements Callable<Integer> {

  @Option(
      names = "--dir",
      required = true,
      paramLabel = "DIR",
      description = "The registry's folder.")
  private Path directory;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the copy goes; must not exist.")
  private Path target;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    HostFolder folder = HostFolder.of(directory).requireUsed();
    // Owning the services, of which none is started, keeps a registry from starting meanwhile.
    try (var _ = EmbeddedServices.start(folder.services(), Set.of())) {
      Snapshot copy = Snapshot.take(folder, target);
      spec.commandLine().getOut().printf("%d files are in %s%n", copy.files(), target);
    }
    return 0;
  }
}
