package io.commonweight.registry.repo;

import io.commonweight.registry.account.Namespace;
import java.util.Locale;
import java.util.Optional;

/**
 * The name of a model repo, {@code ORGANIZATION/NAME}, in lower case: two names that differ in case
 * alone are one.
 *
 * @param organization who owns it
 * @param name its name there
 */
public record RepoId(String organization, String name) {
  /**
   * @throws IllegalArgumentException if a segment breaks the rule or the organization is reserved
   */
  public RepoId {
    if (!Namespace.isName(organization) || !Namespace.isSegment(name)) {
      throw new IllegalArgumentException("no name of a repo: '" + organization + "/" + name + "'");
    }
  }

  /**
   * Reads {@code ORGANIZATION/NAME}, in any case.
   *
   * @throws IllegalArgumentException if there are not two segments, or one breaks the rule
   */
  public static RepoId parse(String id) {
    String[] segments = id.toLowerCase(Locale.ROOT).split("/", -1);
    if (segments.length != 2) {
      throw new IllegalArgumentException("no name of a repo: '" + id + "'");
    }
    return new RepoId(segments[0], segments[1]);
  }

  /** The repo that two segments of a path name, in any case; empty if no repo can be called so. */
  public static Optional<RepoId> find(String organization, String name) {
    try {
      return Optional.of(parse(organization + "/" + name));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return organization + "/" + name;
  }
}
