package io.commonweight.cli.founding;

import io.commonweight.cli.charter.Description;
import io.commonweight.cli.charter.Difference;
import io.commonweight.cli.report.CommandException;
import io.commonweight.cli.report.Report;
import io.commonweight.sdk.charter.Directory;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.charter.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The documents of a charter that may follow the one in force.
 *
 * @param before the documents in force
 * @param next those that may follow
 */
record Draft(Founding before, Founding next) {

  /**
   * Finishes an amendment.
   *
   * @throws CommandException if no charter can say that, or none that follows the one in force
   */
  static Draft of(Amendment amendment, Directory directory) throws IOException, CommandException {
    Founding next = amendment.documents();
    Optional<Refusal> refusal = directory.judge(next);
    if (refusal.isPresent()) {
      throw new CommandException(
          "the charter in force cannot be followed by that: " + refusal.get().detail());
    }
    return new Draft(directory.inForce(), next);
  }

  /**
   * Refuses to overwrite a charter.
   *
   * @throws CommandException if the folder holds one
   */
  static void requireFree(Path out) throws CommandException {
    if (Files.exists(out.resolve(Founding.CHARTER_FILE))) {
      throw new CommandException(out + " holds a charter already: name another --out");
    }
  }

  /** Writes the documents and tells what they change. */
  void store(Path out, Report report, Map<String, ?> more) throws IOException {
    next.store(out);
    var description = new Description(next);
    List<String> difference = new Difference(before.charter(), next.charter()).lines();
    List<String> lines = new ArrayList<>(difference);
    lines.add("");
    lines.addAll(description.lines());
    lines.add(
        "compare the fingerprint with the other members; those who agree run 'commonweight"
            + " federation approve --proposal "
            + out
            + "'");
    Map<String, Object> document = new LinkedHashMap<>(description.document());
    document.put("difference", difference);
    document.putAll(more);
    report.print(document, lines);
  }
}
