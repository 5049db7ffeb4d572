package io.commonweight.sdk.log;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What must hold for a policy so that nobody counts twice in it and nobody can be spared. */
final class TlogPolicyRules {

  private static final String NONE = "none";
  private static final int MAX_LINES = 256;

  private TlogPolicyRules() {}

  static void require(
      List<TlogPolicy.Log> logs,
      List<TlogPolicy.Witness> witnesses,
      List<TlogPolicy.Group> groups,
      String quorum) {
    require(!logs.isEmpty(), "no log is believed");
    require(
        Stream.of(logs, witnesses, groups).allMatch(lines -> lines.size() <= MAX_LINES),
        "more than " + MAX_LINES + " logs, witnesses or groups");
    requireUrls(logs, witnesses);
    requireTypes(logs, witnesses);
    requireDistinctKeys(logs, witnesses);
    Set<String> names = new HashSet<>();
    witnesses.forEach(w -> requireNew(names, w.name()));
    requireGroups(groups, names);
    require(!quorum.equals(NONE), "a policy without witnesses (quorum none)");
    require(names.contains(quorum), "the quorum '" + quorum + "' is not defined");
  }

  private static void requireUrls(List<TlogPolicy.Log> logs, List<TlogPolicy.Witness> witnesses) {
    Stream.concat(
            logs.stream().flatMap(l -> l.url().stream()),
            witnesses.stream().flatMap(w -> w.url().stream()))
        .forEach(url -> require(isItem(url), "not a URL: '" + url + "'"));
  }

  private static void requireTypes(List<TlogPolicy.Log> logs, List<TlogPolicy.Witness> witnesses) {
    for (TlogPolicy.Log log : logs) {
      require(
          log.key().type() != SignatureType.ED25519_COSIGNATURE,
          "a log does not sign with a cosignature key: " + log.key());
    }
    for (TlogPolicy.Witness witness : witnesses) {
      require(
          witness.key().type() != SignatureType.ED25519,
          "a witness does not cosign with a plain Ed25519 key: " + witness.key());
    }
  }

  /** Keys are compared by what they are, whatever name and type they are given under. */
  private static void requireDistinctKeys(
      List<TlogPolicy.Log> logs, List<TlogPolicy.Witness> witnesses) {
    Set<Object> keys = new HashSet<>();
    Stream.concat(
            logs.stream().map(TlogPolicy.Log::key), witnesses.stream().map(TlogPolicy.Witness::key))
        .forEach(k -> require(keys.add(k.key()), "the key of " + k + " occurs twice"));
  }

  private static void requireGroups(List<TlogPolicy.Group> groups, Set<String> names) {
    Set<String> members = new HashSet<>();
    for (TlogPolicy.Group group : groups) {
      for (String member : group.members()) {
        require(names.contains(member), "the member '" + member + "' is not defined before");
        require(members.add(member), "'" + member + "' is a member twice");
      }
      require(
          group.required() >= 1 && group.required() <= group.members().size(),
          "%d of %d members of '%s' cannot be required"
              .formatted(group.required(), group.members().size(), group.name()));
      requireNew(names, group.name());
    }
  }

  private static void requireNew(Set<String> names, String name) {
    require(isItem(name) && !name.equals(NONE), "not a name: '" + name + "'");
    require(names.add(name), "the name '" + name + "' occurs twice");
  }

  /** Whether a line can hold it: without spaces and control characters of ASCII. */
  private static boolean isItem(String text) {
    return !text.isEmpty()
        && text.codePoints()
            .allMatch(c -> c > ' ' && c != 0x7f && Character.getType(c) != Character.SURROGATE);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
