package io.commonweight.trainer.command;

import picocli.CommandLine.Command;

/** The top of the node's commands. */
@Command(
    name = "commonweight node",
    description = "Trains on private recordings and takes part in federated rounds.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      TabletopCommand.class,
      RecordingsCommand.class,
      PretrainCommand.class,
      BaselinesCommand.class,
      EvaluateCommand.class,
      PrivacyCommand.class
    })
public class NodeCommand {}
