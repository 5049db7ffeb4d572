package io.commonweight.cli.bench;

import picocli.CommandLine.Command;

/** {@code commonweight bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measure this machine.",
    subcommands = {BenchAggregate.class, BenchLog.class},
    footer = {"", "'commonweight bench registry' measures a registry; see its --help."})
public final class BenchCommand {}
