package io.commonweight.host;

import picocli.CommandLine.Command;

/** {@code commonweight registry}: host a registry on this machine. */
@Command(
    name = "registry",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    description = "Host a registry on this machine.",
    subcommands = {StartCommand.class, BackupCommand.class, RestoreCommand.class},
    footer = {
      "",
      "Without a command, 'commonweight registry -Dname=value…' runs the server alone, on a database"
          + " of yours; docs/configuration.md lists its settings.",
      "",
      "Examples:",
      "  commonweight registry start --dir /srv/registry --port 8080",
      "  commonweight registry backup --dir /srv/registry --to /mnt/backup/monday"
    })
final class RegistryCommand {}
