package io.commonweight.cli.founding;

import picocli.CommandLine.Command;

/** {@code commonweight federation}. */
@Command(
    name = "federation",
    mixinStandardHelpOptions = true,
    description = "Found a federation, look at one, and change it, in an organization's name.",
    subcommands = {
      CreateFederation.class,
      ShowFederation.class,
      ApproveFederation.class,
      ProposeCharter.class,
      LeaveFederation.class,
      MoveLog.class
    })
public final class FederationCommand {}
