package io.commonweight.cli.founding;

import io.commonweight.sdk.statement.Charter.Aggregation;
import io.commonweight.sdk.statement.Charter.Privacy;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who may see an update. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PrivacyOptions {
  private static final String NODE_CAP = "--node-cap";

  @Option(
      names = "--privacy",
      paramLabel = "MODE",
      description = {
        "Who may see an update: ${COMPLETION-CANDIDATES} (initially OPEN).",
        "OPEN: every aggregator sees every update, and every rule works.",
        "COHORT: one sum of the nodes of each organization is seen, so rules over organizations"
            + " work. Nothing defends against a node within its organization.",
        "SEALED: one sum of all nodes is seen, so MEAN alone works. There is no defence against"
            + " poisoning by a node, and none is ever found out.",
        "Unless OPEN every node weighs one, and of less than four nodes that are added up none"
            + " may drop out."
      })
  private Optional<Privacy> privacy;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Under a first charter. */
  Privacy initial() {
    return after(Privacy.OPEN);
  }

  /** Under a charter that follows another: what is not given stays. */
  Privacy after(Privacy before) {
    return privacy.orElse(before);
  }

  /** The aggregation as it is to be: nodes that are to mask what they submit weigh one. */
  Aggregation of(Aggregation given) {
    boolean isCapGiven = command.commandLine().getParseResult().hasMatchedOption(NODE_CAP);
    return initial().isSecure() && !isCapGiven ? weighingOne(given) : given;
  }

  private static Aggregation weighingOne(Aggregation given) {
    return new Aggregation(
        given.specId(),
        given.encoding(),
        given.scaleBits(),
        given.tensorScales(),
        given.normBound(),
        1,
        given.organizationWeightCap(),
        given.maxUpdateBytes(),
        given.rule(),
        given.optimizer());
  }
}
