package io.commonweight.cli.founding;

import picocli.CommandLine.Command;

/** {@code commonweight release}. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description = "Prepare the first release of a federation.",
    subcommands = WriteCard.class)
public final class ReleaseCommand {}
