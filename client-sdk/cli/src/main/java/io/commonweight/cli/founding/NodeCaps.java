package io.commonweight.cli.founding;

import io.commonweight.cli.report.CommandException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The most nodes of each member.
 *
 * @param general of those that are not named
 * @param named of those that are
 */
record NodeCaps(int general, Map<String, Integer> named) {
  private static final int DEFAULT = 4;
  private static final Pattern OPTION = Pattern.compile("(?:([a-z0-9-]+)=)?([0-9]{1,4})");

  /** Copies the map. */
  NodeCaps {
    named = Map.copyOf(named);
  }

  /**
   * Reads {@code N} and {@code NAME=N}.
   *
   * @throws CommandException if one is neither, or names none of {@code members}
   */
  static NodeCaps parse(List<String> options, Set<String> members) throws CommandException {
    int general = DEFAULT;
    var named = new HashMap<String, Integer>();
    for (String option : options) {
      Matcher cap = OPTION.matcher(option);
      if (!cap.matches()) {
        throw new CommandException("--nodes " + option + " is neither N nor NAME=N");
      }
      int nodes = Integer.parseInt(cap.group(2));
      if (cap.group(1) == null) {
        general = nodes;
      } else if (members.contains(cap.group(1))) {
        named.put(cap.group(1), nodes);
      } else {
        throw new CommandException("--nodes " + option + " names none of the members");
      }
    }
    return new NodeCaps(general, named);
  }

  int of(String member) {
    return named.getOrDefault(member, general);
  }
}
