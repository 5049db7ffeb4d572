package io.commonweight.registry.repo;

import java.util.Arrays;

/** What a repo holds. A name may stand for one repo of each type. */
public enum RepoType {
  /** A model, whose pages stand at the root. */
  MODEL("model", ""),
  /** A data set. */
  DATASET("dataset", "datasets/");

  private final String label;
  private final String prefix;

  RepoType(String label, String prefix) {
    this.label = label;
    this.prefix = prefix;
  }

  /** What clients call it. */
  public String label() {
    return label;
  }

  /** What stands before a repo's name in an address: empty, or a segment and a slash. */
  public String prefix() {
    return prefix;
  }

  /**
   * The type that a path calls {@code models} or {@code datasets}.
   *
   * @throws IllegalArgumentException if it is called otherwise
   */
  public static RepoType fromString(String plural) {
    return Arrays.stream(values())
        .filter(type -> plural.equals(type.label + "s"))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no type of repos: '" + plural + "'"));
  }
}
