package io.commonweight.cli.bench;

import picocli.CommandLine.Command;

/** {@code commonweight bench}. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measure this machine.",
    subcommands = {BenchAggregate.class, BenchLog.class})
public final class BenchCommand {}
