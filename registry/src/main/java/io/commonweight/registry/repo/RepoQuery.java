package io.commonweight.registry.repo;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which repos to list, newest first.
 *
 * @param type what they hold
 * @param search parts of the name, in any case; all must occur
 * @param author the organization; any if absent
 * @param tags all must be tags of the newest revision
 * @param limit the most repos of the answer, 1 to {@value #MAX_LIMIT}
 * @param before lists repos older than the one of that cursor; from the newest if absent
 */
public record RepoQuery(
    RepoType type,
    List<String> search,
    Optional<String> author,
    List<String> tags,
    int limit,
    Optional<Long> before) {
  /** The most repos of one page. */
  public static final int MAX_LIMIT = 100;

  /** Folds the names to lower case and narrows the limit. */
  public RepoQuery {
    search = search.stream().map(part -> part.toLowerCase(Locale.ROOT)).toList();
    author = author.map(name -> name.toLowerCase(Locale.ROOT));
    tags = List.copyOf(tags);
    limit = Math.clamp(limit, 1, MAX_LIMIT);
  }
}
