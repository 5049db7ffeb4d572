package io.commonweight.cli.trust;

import picocli.CommandLine.Command;

/** {@code commonweight trust}. */
@Command(
    name = "trust",
    mixinStandardHelpOptions = true,
    description = "Pin the charters that pull and verify believe.",
    subcommands = {AddTrust.class, ListTrust.class, ShowTrust.class, RemoveTrust.class})
public final class TrustCommand {}
