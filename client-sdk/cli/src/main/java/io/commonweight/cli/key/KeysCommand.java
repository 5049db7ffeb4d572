package io.commonweight.cli.key;

import picocli.CommandLine.Command;

/** {@code commonweight keys}. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Make and show the keys of an organization.",
    subcommands = {GenerateKeys.class, ShowKeys.class})
public final class KeysCommand {}
