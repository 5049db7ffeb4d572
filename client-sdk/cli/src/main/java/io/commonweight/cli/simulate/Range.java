package io.commonweight.cli.simulate;

import io.commonweight.cli.report.CommandException;

/** What an option may be. */
final class Range {
  private Range() {}

  static int require(String option, int least, int most, int given) throws CommandException {
    if (given < least || given > most) {
      throw new CommandException("%s is from %d to %d".formatted(option, least, most));
    }
    return given;
  }

  static double require(String option, double least, double most, double given)
      throws CommandException {
    if (!(given >= least && given <= most)) {
      throw new CommandException("%s is from %s to %s".formatted(option, least, most));
    }
    return given;
  }
}
