package io.commonweight.cli.log;

import picocli.CommandLine.Command;

/** {@code commonweight log}. */
@Command(
    name = "log",
    mixinStandardHelpOptions = true,
    description = "Check a federation's log, or evidence against one.",
    subcommands = {FsckCommand.class, EvidenceCommand.class})
public final class LogCommand {}
