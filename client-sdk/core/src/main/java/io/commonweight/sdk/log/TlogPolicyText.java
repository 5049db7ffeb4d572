package io.commonweight.sdk.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The lines of a policy file, in the order in which they may refer to each other. */
final class TlogPolicyText {

  private static final String PARSE = "parse policy";
  private static final int MAX_BYTES = 1 << 20;
  private static final Pattern SPACE = Pattern.compile("[ \t]+");
  private static final Pattern FORBIDDEN = Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f]");

  private final List<TlogPolicy.Log> logs = new ArrayList<>();
  private final List<TlogPolicy.Witness> witnesses = new ArrayList<>();
  private final List<TlogPolicy.Group> groups = new ArrayList<>();
  private final List<String> quorums = new ArrayList<>();
  private final Set<String> defined = new HashSet<>();

  private TlogPolicyText() {}

  static TlogPolicy parse(byte[] bytes) throws ProofException {
    String text = decode(bytes);
    var lines = new TlogPolicyText();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      try {
        lines.add(SPACE.splitAsStream(line).filter(item -> !item.isEmpty()).toList());
      } catch (ProofException e) {
        throw new ProofException(PARSE, "line %d: %s".formatted(number, e.getMessage()));
      }
    }
    return lines.policy();
  }

  private static String decode(byte[] bytes) throws ProofException {
    String text = StrictText.decode(PARSE, bytes, MAX_BYTES);
    if (FORBIDDEN.matcher(text).find() || !text.endsWith("\n")) {
      throw new ProofException(PARSE, "a control character, or no line feed at the end");
    }
    return text;
  }

  private void add(List<String> items) throws ProofException {
    if (items.isEmpty() || items.getFirst().startsWith("#")) {
      return;
    }
    switch (items.getFirst()) {
      case "log" -> {
        requireItems(items, 2, 3);
        logs.add(new TlogPolicy.Log(NoteKey.parse(items.get(1)), url(items, 2)));
      }
      case "witness" -> {
        requireItems(items, 3, 4);
        NoteKey key = NoteKey.parse(items.get(2));
        witnesses.add(new TlogPolicy.Witness(items.get(1), key, url(items, 3)));
        defined.add(items.get(1));
      }
      case "group" -> {
        requireItems(items, 4, Integer.MAX_VALUE);
        addGroup(items.get(1), items.get(2), items.subList(3, items.size()));
      }
      case "quorum" -> {
        requireItems(items, 2, 2);
        requireDefined(items.get(1));
        quorums.add(items.get(1));
      }
      default -> throw new ProofException("keyword", "not log, witness, group or quorum");
    }
  }

  private void addGroup(String name, String required, List<String> members) throws ProofException {
    for (String member : members) {
      requireDefined(member);
    }
    long k =
        switch (required) {
          case "any" -> 1;
          case "all" -> members.size();
          default -> CanonicalText.decimal("threshold", required);
        };
    // Whatever does not fit is more than any group has members.
    groups.add(new TlogPolicy.Group(name, (int) Math.min(k, Integer.MAX_VALUE), members));
    defined.add(name);
  }

  private void requireDefined(String name) throws ProofException {
    if (name.equals("none")) {
      throw new ProofException("name", "'none': a policy must ask for witnesses");
    }
    if (!defined.contains(name)) {
      throw new ProofException("name", "'" + name + "' is not defined before");
    }
  }

  private static void requireItems(List<String> items, int min, int max) throws ProofException {
    if (items.size() < min || items.size() > max) {
      throw new ProofException("items", items.size() + " in a line of " + items.getFirst());
    }
  }

  private static Optional<String> url(List<String> items, int place) {
    return items.stream().skip(place).findFirst();
  }

  private TlogPolicy policy() throws ProofException {
    if (quorums.size() != 1) {
      throw new ProofException(PARSE, quorums.size() + " quorum lines");
    }
    try {
      return new TlogPolicy(logs, witnesses, groups, quorums.getFirst());
    } catch (IllegalArgumentException e) {
      throw new ProofException(PARSE, String.valueOf(e.getMessage()));
    }
  }

  static String encode(TlogPolicy policy) {
    var text = new StringBuilder();
    for (TlogPolicy.Log log : policy.logs()) {
      line(text, log.url(), "log", log.key().vkey());
    }
    for (TlogPolicy.Witness witness : policy.witnesses()) {
      line(text, witness.url(), "witness", witness.name(), witness.key().vkey());
    }
    for (TlogPolicy.Group group : policy.groups()) {
      String members = String.join(" ", group.members());
      line(text, Optional.of(members), "group", group.name(), Integer.toString(group.required()));
    }
    line(text, Optional.empty(), "quorum", policy.quorum());
    return text.toString();
  }

  private static void line(StringBuilder text, Optional<String> last, String... items) {
    text.append(String.join(" ", items));
    last.ifPresent(item -> text.append(' ').append(item));
    text.append('\n');
  }
}
