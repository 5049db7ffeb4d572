package io.commonweight.cli.founding;

import io.commonweight.cli.report.CommandException;
import io.commonweight.sdk.charter.Founding;
import io.commonweight.sdk.weights.DurableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * For which moves an organization has voted, kept beside the key that it votes with. Votes for two
 * moves to one log number would be in two logs, neither of which sees the other: only the voter can
 * know.
 *
 * @param file a line for each vote: the federation, the log's number and the charter's digest
 */
record MoveVotes(Path file) {
  /** The file's name in a key folder. */
  private static final String NAME = "move-votes";

  /** The votes of the key of a folder. */
  static MoveVotes of(Path keys) {
    return new MoveVotes(keys.resolve(NAME));
  }

  /**
   * Writes down, durably, that a charter is about to be voted for. Doing so again changes nothing.
   *
   * @throws CommandException if another one was that moves the federation to a log of that number
   */
  void add(Founding next) throws IOException, CommandException {
    String log = "%s %d ".formatted(next.charter().federation(), next.charter().log().epoch());
    String vote = log + "sha256:" + next.charterDigest();
    List<String> votes = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
    if (votes.contains(vote)) {
      return;
    }
    for (String earlier : votes) {
      if (earlier.startsWith(log)) {
        throw new CommandException(
            "this organization has voted for another charter, %s, that moves %s to its log %d: with votes for both the federation could get two logs; only if its members have made sure that nobody runs that log, delete the line in %s"
                .formatted(
                    earlier.substring(log.length()),
                    next.charter().federation(),
                    next.charter().log().epoch(),
                    file));
      }
    }
    votes.add(vote);
    byte[] lines = (String.join("\n", votes) + "\n").getBytes(StandardCharsets.UTF_8);
    DurableFile.write(file, channel -> channel.write(ByteBuffer.wrap(lines)));
  }
}
