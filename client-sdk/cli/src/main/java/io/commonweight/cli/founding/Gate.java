package io.commonweight.cli.founding;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.statement.Charter.EvaluationGate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What releases must show, as people say it. */
final class Gate {
  private static final Pattern FORM = Pattern.compile("([^:]+):([^:]+):([0-9]{1,4}):([0-9]{1,4})");

  private Gate() {}

  /**
   * Reads {@code SUITE:SPLIT:ORGANIZATIONS:PERMILLE}.
   *
   * @throws CommandException if it is not of that form
   */
  static EvaluationGate parse(String option) throws CommandException {
    Matcher gate = FORM.matcher(option);
    if (!gate.matches()) {
      throw new CommandException(
          "--gate %s is not SUITE:SPLIT:ORGANIZATIONS:PERMILLE, such as reach:test:3:600"
              .formatted(option));
    }
    return new EvaluationGate(
        gate.group(1),
        gate.group(2),
        Integer.parseInt(gate.group(3)),
        Integer.parseInt(gate.group(4)));
  }
}
