package io.commonweight.registry.repo;

/**
 * A name of a revision.
 *
 * @param kind whether it moves
 * @param name its short name, such as {@code main} or {@code v3}
 * @param commit the revision it names
 */
public record Ref(Kind kind, String name, GitId commit) {
  /** The branch that holds the newest release. */
  public static final String MAIN = "main";

  /** Whether a name moves. */
  public enum Kind {
    /** It moves to each new release. */
    BRANCH("refs/heads/"),
    /** It stays for ever. */
    TAG("refs/tags/");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }

    String prefix() {
      return prefix;
    }
  }

  /** The name of a branch that may stand behind {@code refs/heads/}. */
  public static String branch(String name) {
    return name.startsWith(Kind.BRANCH.prefix) ? name.substring(Kind.BRANCH.prefix.length()) : name;
  }

  /** The tag of a release. */
  static String tag(int sequence) {
    return "v" + sequence;
  }

  /** The name with its kind, such as {@code refs/heads/main}. */
  public String fullName() {
    return kind.prefix() + name;
  }
}
