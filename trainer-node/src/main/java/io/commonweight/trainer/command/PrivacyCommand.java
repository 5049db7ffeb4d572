package io.commonweight.trainer.command;

import io.commonweight.trainer.ledger.Account;
import io.commonweight.trainer.ledger.Budget;
import io.commonweight.trainer.ledger.Plan;
import io.commonweight.trainer.ledger.PrivacyLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells what the recordings have given away, and plans what they may. */
@Command(
    name = "privacy",
    description = "What updates have given away of the recordings, and may.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public class PrivacyCommand {

  @Command(
      name = "spent",
      description = "Tells what all updates in a ledger have cost, together and by part.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  commonweight node privacy spent --ledger=node-1/privacy.jsonl --delta=1e-5")
  int spent(
      @Option(names = "--ledger", required = true, description = "The file.") Path ledger,
      @Option(names = "--delta", required = true, description = "At which epsilon is told.")
          double delta,
      @Option(names = "--json", description = "Print the result as JSON.") boolean isJson)
      throws IOException {
    if (Files.notExists(ledger)) {
      throw new NoSuchFileException(ledger.toString());
    }
    Account account = PrivacyLedger.read(ledger);
    Output.print(isJson, PrivacySpent.of(ledger, account, delta));
    return 0;
  }

  @Command(
      name = "plan",
      description = "Tells the least noise with which so many updates stay within a budget.",
      mixinStandardHelpOptions = true,
      footerHeading = "%nExample:%n",
      footer = "  commonweight node privacy plan --rounds=20 --epsilon=8 --delta=1e-5")
  int plan(
      @Option(names = "--rounds", required = true, description = "How many, of all federations.")
          int rounds,
      @Option(names = "--epsilon", required = true, description = "For all of them together.")
          double epsilon,
      @Option(names = "--delta", required = true, description = "At which epsilon is meant.")
          double delta,
      @Option(names = "--json", description = "Print the result as JSON.") boolean isJson) {
    double noiseMultiplier = new Plan(new Budget(epsilon, delta), rounds).noiseMultiplier();
    Output.print(isJson, new PrivacyPlan(rounds, epsilon, delta, noiseMultiplier));
    return 0;
  }
}
